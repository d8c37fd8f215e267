package bookfile_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

// raw opens a book as any SQLite tool does. The driver keeps the pages' checksums.
func raw(t testing.TB, path string) *sqlite3.Conn {
	t.Helper()
	db, err := sqlite3.OpenFlags(path, sqlite3.OPEN_READWRITE)
	must(t, err)
	return db
}

// tamper runs statements on a book behind our back.
func tamper(t testing.TB, path, sql string) {
	t.Helper()
	db := raw(t, path)
	must(t, db.Exec(sql))
	must(t, db.Close())
}

// ask gives the first column of every row of a query, one a line.
func ask(t testing.TB, db *sqlite3.Conn, sql string) string {
	t.Helper()
	statement, _, err := db.Prepare(sql)
	must(t, err)
	var lines []string
	for statement.Step() {
		lines = append(lines, statement.ColumnText(0))
	}
	must(t, statement.Err())
	must(t, statement.Close())
	return strings.Join(lines, "\n")
}

// atLeast compares two versions of three numbers.
func atLeast(version, least string) bool {
	have, want := strings.Split(version, "."), strings.Split(least, ".")
	for i := range want {
		if i >= len(have) {
			return false
		}
		h, _ := strconv.Atoi(have[i])
		w, _ := strconv.Atoi(want[i])
		if h != w {
			return h > w
		}
	}
	return true
}
