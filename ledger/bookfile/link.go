package bookfile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/ncruces/go-sqlite3"
)

// Limits of a connection. What a hostile file asks beyond them is refused.
const (
	memoryBytes = 192 << 20             // of SQLite's whole memory
	heapBytes   = 96 << 20              // of what SQLite may ask of it
	cacheKiB    = 16 << 10              // of pages, for who writes: an undone write needs them
	readKiB     = 2 << 10               // for who reads, mostly once from one end to the other
	rowBytes    = MaxCheckpoint + 1<<20 // the longest row
	sqlBytes    = 16 << 10              // the longest statement: the longest view has 3 KiB
)

// access is how a connection may use its file.
type access string

const (
	toRead  access = "ro"
	toWrite access = "rw"
)

// link is one connection to a book file. It is used by one goroutine at a time.
type link struct {
	conn   *sqlite3.Conn
	volume *volume
}

// dial opens a connection and sets it up so that nothing in the file can run. The file's contents are not looked
// at yet.
func dial(ctx context.Context, path string, how access, v *volume) (*link, error) {
	v.register()
	conn, err := sqlite3.OpenContext(sqlite3.WithMaxMemory(ctx, memoryBytes), address(path, how, v))
	if err != nil {
		v.unregister()
		if v.failed != nil {
			return nil, v.failed
		}
		return nil, explain("the file", err)
	}
	l := &link{conn: conn, volume: v}
	if err := l.harden(); err != nil {
		return nil, errors.Join(err, l.close())
	}
	return l, nil
}

// address is the URI of a book for SQLite. modeof gives a journal the permissions of its book.
func address(path string, how access, v *volume) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive's letter
	}
	query := url.Values{"vfs": {v.name()}, "mode": {string(how)}, "modeof": {path}}
	uri := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.ReplaceAll(query.Encode(), "+", "%20")}
	return uri.String()
}

// harden sets everything that does not read the file.
func (l *link) harden() error {
	l.conn.HardHeapLimit(heapBytes)
	settings := []struct {
		option sqlite3.DBConfig
		on     bool
	}{
		{sqlite3.DBCONFIG_DEFENSIVE, true},
		{sqlite3.DBCONFIG_TRUSTED_SCHEMA, false},
		{sqlite3.DBCONFIG_ENABLE_TRIGGER, false},
		{sqlite3.DBCONFIG_ENABLE_VIEW, false},
		{sqlite3.DBCONFIG_DQS_DDL, false},
		{sqlite3.DBCONFIG_DQS_DML, false},
	}
	for _, setting := range settings {
		if is, err := l.conn.Config(setting.option, setting.on); err != nil || is != setting.on {
			return fmt.Errorf("set up the database: option %d is refused (%w)", setting.option, err)
		}
	}
	if err := l.conn.BusyTimeout(cmp.Or(l.volume.wait, DefaultWait)); err != nil {
		return explain("set up the database", err)
	}
	return explain("set up the database", l.conn.Exec(`PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY`))
}

// limit bounds what a statement may be. It comes after the schema is made, which needs more.
func (l *link) limit() {
	for _, bound := range []struct {
		category sqlite3.LimitCategory
		most     int
	}{
		{sqlite3.LIMIT_LENGTH, rowBytes},
		{sqlite3.LIMIT_SQL_LENGTH, sqlBytes},
		{sqlite3.LIMIT_COLUMN, 64},
		{sqlite3.LIMIT_EXPR_DEPTH, 32},
		{sqlite3.LIMIT_COMPOUND_SELECT, 4},
		{sqlite3.LIMIT_VDBE_OP, 25_000},
		{sqlite3.LIMIT_FUNCTION_ARG, 8},
		{sqlite3.LIMIT_ATTACHED, 0},
		{sqlite3.LIMIT_LIKE_PATTERN_LENGTH, 64},
		{sqlite3.LIMIT_VARIABLE_NUMBER, 32},
		{sqlite3.LIMIT_TRIGGER_DEPTH, 1},
		{sqlite3.LIMIT_WORKER_THREADS, 0},
	} {
		l.conn.Limit(bound.category, bound.most)
	}
}

// fence lets only the statements of this package through.
func (l *link) fence() error {
	return explain("set up the database", l.conn.SetAuthorizer(
		func(action sqlite3.AuthorizerActionCode, name, function, _, inner string) sqlite3.AuthorizerReturnCode {
			if action == sqlite3.AUTH_FUNCTION {
				name = function
			}
			if inner == "" && allowed(action, name) {
				return sqlite3.AUTH_OK
			}
			return sqlite3.AUTH_DENY
		}))
}

func allowed(action sqlite3.AuthorizerActionCode, name string) bool {
	switch action {
	case sqlite3.AUTH_SELECT, sqlite3.AUTH_TRANSACTION:
		return true
	case sqlite3.AUTH_READ:
		return slices.Contains(ourTables(), name) || name == "sqlite_master"
	case sqlite3.AUTH_INSERT:
		return slices.Contains(ourTables(), name)
	case sqlite3.AUTH_DELETE:
		return name == "checkpoint" || name == "branches" || name == "trials"
	case sqlite3.AUTH_FUNCTION:
		return slices.Contains([]string{"count", "coalesce", "nullif"}, name)
	case sqlite3.AUTH_PRAGMA:
		return slices.Contains([]string{"data_version", "integrity_check", "page_count", "quick_check"}, name)
	default:
		return false
	}
}

func ourTables() []string {
	return []string{"meta", "entries", "checkpoint", "documents", "branches", "trials"}
}

// prepared has a statement used and then closed.
func (l *link) prepared(sql string, use func(*sqlite3.Stmt) error) (err error) {
	statement, _, err := l.conn.Prepare(sql)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := statement.Close(); err == nil {
			err = closeErr
		}
	}()
	return use(statement)
}

// query runs one statement: bind may be nil, row is called with every row of its result and may be nil.
func (l *link) query(sql string, bind, row func(*sqlite3.Stmt) error) error {
	return l.prepared(sql, func(statement *sqlite3.Stmt) error {
		if bind != nil {
			if err := bind(statement); err != nil {
				return err
			}
		}
		for statement.Step() {
			if row == nil {
				continue
			}
			if err := row(statement); err != nil {
				return err
			}
		}
		return statement.Err()
	})
}

// number runs a statement that gives one whole number.
func (l *link) number(sql string) (n int64, err error) {
	err = l.query(sql, nil, func(row *sqlite3.Stmt) error {
		n = row.ColumnInt64(0)
		return nil
	})
	return n, err
}

// text runs a statement that gives one text.
func (l *link) text(sql string) (text string, err error) {
	err = l.query(sql, nil, func(row *sqlite3.Stmt) error {
		text = row.ColumnText(0)
		return nil
	})
	return text, err
}

// close ends the connection.
func (l *link) close() error {
	err := l.conn.Close()
	l.volume.unregister()
	runtime.KeepAlive(l.volume)
	return explain("close the book", err)
}
