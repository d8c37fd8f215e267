package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"stakebook/ledger"
	"stakebook/ledger/civil"
	"stakebook/ledger/desk"
	"stakebook/ledger/figures"
	"stakebook/ledger/money"
	"stakebook/ledger/report"
)

type reportCommand struct {
	access
	export
	Name string `arg:"" help:"The report."`
	Book string `arg:"" help:"The book."`

	AsOf     civil.Date     `placeholder:"DATE" help:"What was in force at the end of that day; today if not given."`
	Known    *ledger.Seq    `placeholder:"SEQ" help:"What the book had been told up to that entry."`
	Currency money.Currency `placeholder:"CODE" help:"The currency of totals; the book's if not given."`
	By       string         `placeholder:"DIMENSION" help:"What rows are summed by: ${dimensions}."`
	From     civil.Date     `placeholder:"DATE" help:"The day at whose end a period opens; else the year before's last."`
	To       civil.Date     `placeholder:"DATE" help:"The day at whose end it closes; else the as-of day."`
	Where    []string       `placeholder:"DIMENSION=VALUE" sep:"none" help:"Only what has that value; may be repeated."`
	All      bool           `help:"All investors, where some are marked as the book's own."`
	Places   int            `placeholder:"N" default:"4" help:"Digits after the point of percentages and multiples."`
	Verify   bool           `help:"Verify the whole book first, as check does."`

	Format string `placeholder:"FORMAT" help:"${formats}; csv if neither this nor FILE says."`
	Excel  bool   `help:"CSV as Excel wants it: with a byte order mark and CRLF."`
}

// Help lists the reports.
func (reportCommand) Help() string { return reportList() }

// reportList is a line for every report.
func reportList() string {
	var list strings.Builder
	list.WriteString("Reports:\n\n")
	for _, r := range report.Reports() {
		fmt.Fprintf(&list, "    %-12s %s\n", r.Name, r.Help)
	}
	return list.String()
}

// Run makes the report and writes it. What is wrong with the command line is told before the book is opened, as far as
// the book is not needed to know.
func (c *reportCommand) Run(ctx context.Context, p Params) error {
	definition, err := report.Named(c.Name)
	if err != nil {
		return usage("%w", err)
	}
	params, err := c.params(definition, p.today())
	if err != nil {
		return err
	}
	format, err := c.format()
	if err != nil {
		return err
	}
	return c.glancing(p, c.Book, func(d *desk.Desk) error {
		if c.Verify {
			if err := d.Check(ctx); err != nil {
				return err
			}
		}
		if err := c.sparesBooks(d); err != nil {
			return err
		}
		known, err := c.known(d)
		if err != nil {
			return err
		}
		table, err := c.table(d, known, definition, params)
		if err != nil {
			return err
		}
		asOf := fmt.Sprintf("as of %s, ", params.AsOf)
		return c.write(p, d, known, asOf, func(w io.Writer) error { return format.Write(w, table) })
	})
}

// params are what the flags come to.
func (c *reportCommand) params(r report.Report, today civil.Date) (report.Params, error) {
	if err := c.checkTaken(r); err != nil {
		return report.Params{}, err
	}
	params := report.Params{AsOf: c.AsOf, Currency: c.Currency, By: c.By, From: c.From, To: c.To, Places: c.Places,
		Filter: figures.Filter{All: c.All}}
	if params.AsOf.IsZero() {
		params.AsOf = today
	}
	if c.By != "" && !slices.Contains(ledger.Dimensions(), c.By) {
		return report.Params{}, usage("--by: %q is no dimension; there are %s", c.By, strings.Join(ledger.Dimensions(), ", "))
	}
	if c.Places < 1 || c.Places > report.MaxPlaces {
		return report.Params{}, usage("--places: %d is not from 1 to %d", c.Places, report.MaxPlaces)
	}
	end := params.To
	if end.IsZero() {
		end = params.AsOf
	}
	if end.Before(params.From) {
		return report.Params{}, usage("--from: %s is after %s, the end of the period", params.From, end)
	}
	for _, text := range c.Where {
		term, err := figures.ParseWhere(text)
		if err != nil {
			return report.Params{}, usage("--where: %w", err)
		}
		params.Filter.Where = append(params.Filter.Where, term)
	}
	return params, nil
}

// checkTaken refuses a parameter that the report does not take.
func (c *reportCommand) checkTaken(r report.Report) error {
	for _, flag := range []struct {
		parameter report.Parameter
		given     bool
	}{
		{report.TakesBy, c.By != ""},
		{report.TakesFrom, !c.From.IsZero()},
		{report.TakesTo, !c.To.IsZero()},
	} {
		if flag.given && !r.TakesAny(flag.parameter) {
			return usage("--%s: the report %s does not take it", flag.parameter, r.Name)
		}
	}
	return nil
}

// format is what --format and --excel say, or the file's name.
func (c *reportCommand) format() (report.Format, error) {
	all := report.Formats()
	name := c.Format
	if extension := filepath.Ext(c.Output); name == "" && extension != "" && c.Output != "-" {
		at := slices.IndexFunc(all, func(f report.Format) bool { return strings.EqualFold(f.Extension, extension) })
		if at < 0 {
			return report.Format{}, usage("-o %s: there is no format for %s; say which with --format: %s",
				c.Output, extension, strings.Join(formatNames(), ", "))
		}
		name = all[at].Name
	}
	if name == "" {
		name = all[0].Name
	}
	if !slices.Contains(formatNames(), name) {
		return report.Format{}, usage("--format: there is no format %q; there are %s",
			name, strings.Join(formatNames(), ", "))
	}
	if c.Excel {
		if name != "csv" {
			return report.Format{}, usage("--excel: it goes with csv, not with %s", name)
		}
		name = "csv-excel"
	}
	return report.FormatNamed(name)
}

// formatNames are the formats that --format takes, one for each kind of file. CSV for Excel is asked for by --excel.
func formatNames() []string {
	var names, extensions []string
	for _, f := range report.Formats() {
		if !slices.Contains(extensions, f.Extension) {
			names, extensions = append(names, f.Name), append(extensions, f.Extension)
		}
	}
	return names
}

// table makes the report of the book as known.
func (c *reportCommand) table(
	d *desk.Desk, known ledger.Seq, r report.Report, params report.Params,
) (report.Table, error) {
	if len(params.Filter.Where) > 0 {
		err := d.View(known, func(b *ledger.Book) error {
			for _, term := range params.Filter.Where {
				if err := checkTerm(b, term); err != nil {
					return usage("--where %s=%s: %w", term.Dimension, term.Value, err)
				}
			}
			return nil
		})
		if err != nil {
			return report.Table{}, err
		}
	}
	return d.Report(r, known, params)
}

// known is the entry up to which the book is looked at; 0 for all of it.
func (c *reportCommand) known(d *desk.Desk) (ledger.Seq, error) {
	if c.Known == nil {
		return 0, nil
	}
	err := d.View(0, func(b *ledger.Book) error {
		if *c.Known < 1 || int(*c.Known) > b.Len() {
			return usage("--known: the book has entries 1 to %d; there is no entry %d", b.Len(), *c.Known)
		}
		return nil
	})
	return *c.Known, err
}
