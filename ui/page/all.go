package page

// All makes every page of the window, in the order of the page list.
func All(actions Actions) []Page {
	return []Page{NewOverview(actions), NewCommitments(actions), NewJournal(actions), NewReports(actions)}
}
