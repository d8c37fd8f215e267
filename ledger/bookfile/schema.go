package bookfile

import (
	"fmt"
	"slices"
	"strings"

	"stakebook/ledger"

	"github.com/ncruces/go-sqlite3"
)

// The numbers in a book's SQLite header.
const (
	applicationID = 0x5374626b // "Stbk"
	format        = 1          // user_version
	pageSize      = 4096       // bytes
	reserveBytes  = 8          // at the end of every page: its checksum
)

// tables is the schema without the views, each statement as SQLite keeps it.
func tables() []string {
	return []string{
		`CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
		`CREATE TABLE entries (
  seq INTEGER NOT NULL PRIMARY KEY,
  recorded TEXT NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  date TEXT,
  source TEXT,
  note TEXT,
  qualifier TEXT,
  dated TEXT,
  standing TEXT,
  disputes INTEGER,
  fields TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT`,
		`CREATE TABLE checkpoint (
  id INTEGER NOT NULL PRIMARY KEY,
  format INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  head BLOB NOT NULL,
  digest BLOB NOT NULL,
  state BLOB NOT NULL
) STRICT`,
		`CREATE TABLE documents (
  id INTEGER NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL,
  contents BLOB NOT NULL
) STRICT`,
		`CREATE UNIQUE INDEX documents_by_sha256 ON documents (sha256)`,
		`CREATE TABLE branches (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  base INTEGER NOT NULL,
  created TEXT NOT NULL,
  author TEXT NOT NULL,
  note TEXT
) STRICT`,
		`CREATE UNIQUE INDEX branches_by_name ON branches (name)`,
		`CREATE TABLE trials (
  branch INTEGER NOT NULL,
  position INTEGER NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  date TEXT,
  source TEXT,
  note TEXT,
  qualifier TEXT,
  dated TEXT,
  standing TEXT,
  disputes INTEGER,
  fields TEXT NOT NULL,
  PRIMARY KEY (branch, position)
) STRICT, WITHOUT ROWID`,
	}
}

// Schema lists the statements that make the schema of a book, tables first and then one view for each kind of entry,
// as SQLite keeps them. It is the file format: a change of any byte is a new format.
func Schema() []string {
	statements := tables()
	for _, kind := range ledger.Kinds() {
		statements = append(statements, view(ledger.Table()[kind]))
	}
	return statements
}

// view gives the view of one kind. Amounts stay the exact text that was typed; absent fields are NULL.
func view(fields ledger.Fields) string {
	columns := []string{
		"seq", "recorded", "author", "date", "source", "note", "qualifier",
		"coalesce(dated, 'on') AS dated", "coalesce(standing, 'booked') AS standing", "disputes",
	}
	for _, field := range fields.List {
		value := fmt.Sprintf("json_extract(fields, '$.%s')", field.Name)
		if field.Form == ledger.FormSeq {
			value = "CAST(" + value + " AS INTEGER)"
		}
		columns = append(columns, fmt.Sprintf(`%s AS "%s"`, value, field.Name))
	}
	return fmt.Sprintf("CREATE VIEW \"%s\" AS SELECT\n  %s\nFROM entries WHERE kind = '%s'",
		fields.Kind, strings.Join(columns, ",\n  "), fields.Kind)
}

// statistics are the tables that ANALYZE of another tool leaves behind. They change no figure, only how SQLite
// searches; a writer drops them.
func statistics() map[string]string {
	return map[string]string{
		"sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
		"sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
	}
}

// checkSchema compares the schema with ours, text by text, and names what is unknown, missing or different. It
// gives the names of the tables of statistics that it met.
func checkSchema(l *link) (stats []string, err error) {
	missing := make(map[string]bool)
	for _, statement := range Schema() {
		missing[statement] = true
	}
	err = l.query("SELECT type, name, sql FROM sqlite_schema", nil, func(row *sqlite3.Stmt) error {
		sort, name, sql := row.ColumnText(0), row.ColumnText(1), row.ColumnText(2)
		if known, ok := statistics()[name]; ok && sort == "table" && sql == known {
			stats = append(stats, name)
			return nil
		}
		if !missing[sql] {
			return damage("the schema", "the %s %q is not one of a book", plain(sort), plain(name))
		}
		delete(missing, sql)
		return nil
	})
	if err != nil {
		return nil, explain("the schema", err)
	}
	if len(missing) > 0 {
		lost := slices.Sorted(func(yield func(string) bool) {
			for statement := range missing {
				if first, _, _ := strings.Cut(statement, "\n"); !yield(first) {
					return
				}
			}
		})
		return nil, damage("the schema", "it lacks %s", lost[0])
	}
	return stats, nil
}
