package bookfile
