package interchange_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"stakebook/ledger/interchange"
)

var streamed = flag.Int64("streamed", 12<<20, "how many bytes of a stream are read (the long form: 4000000000)")

// stream gives a beginning and then a text again and again, and its end where it has one, made while it is read. It
// watches how much memory lives meanwhile.
type stream struct {
	head, body, tail string
	most             int64 // bytes of the body; without end where it is 0

	given, reads int64
	peak         uint64
}

func (s *stream) Read(p []byte) (int, error) {
	s.watch()
	if len(p) == 0 {
		return 0, nil
	}
	if s.given < int64(len(s.head)) {
		n := copy(p, s.head[s.given:])
		s.given += int64(n)
		return n, nil
	}
	body := s.given - int64(len(s.head))
	if s.most > 0 && body >= s.most {
		n := copy(p, s.tail[min(int64(len(s.tail)), body-s.most):])
		s.given += int64(n)
		if n == 0 {
			return 0, io.EOF
		}
		return n, nil
	}
	n := 0
	for n < len(p) && (s.most == 0 || body+int64(n) < s.most) {
		at := (body + int64(n)) % int64(len(s.body))
		piece := s.body[at:]
		if s.most > 0 {
			piece = piece[:min(int64(len(piece)), s.most-body-int64(n))]
		}
		n += copy(p[n:], piece)
	}
	s.given += int64(n)
	return n, nil
}

// watch looks at what lives, now and then.
func (s *stream) watch() {
	s.reads++
	const each = 64
	if s.reads%each != 1 {
		return
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	s.peak = max(s.peak, stats.HeapAlloc)
}

// living is what lives before anything is read.
func living() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// mostLiving is how much may live while a file is read, whatever its size: some copies of the longest record.
const mostLiving = 8 * interchange.MaxRecord

// lastOf reads to the end, keeping nothing, and gives the last error.
func lastOf(records iter.Seq2[interchange.Record, error]) (count int, last error) {
	for _, err := range records {
		if err != nil {
			last = err
		} else {
			count++
		}
	}
	return count, last
}

// hostileStreams are files that are made to take all memory, or never to end.
func hostileStreams() []struct {
	file   string
	stream stream
	says   string
} {
	party := `{"kind":"party","id":"a","name":"A"}` + "\n"
	return []struct {
		file   string
		stream stream
		says   string
	}{
		{"line.jsonl", stream{head: `{"kind":"party","name":"`, body: "x"}, ":1:1: the record has more than 1048576 bytes"},
		{"line.jsonl", stream{head: party + party, body: "x"}, ":3:1: the record has more than"},
		{"line.csv", stream{head: "kind,id,name\nparty,a,", body: "x"}, ":2:1: the record has more than"},
		{"line.csv", stream{body: "x"}, ":1:1: the record has more than"},
		{"columns.csv", stream{body: ","}, "more than"},
		{"columns.csv", stream{body: "a,", most: 600_000, tail: "a\n"}, ":1:513: the row has more than 256 columns"},
		{"columns.csv", stream{head: "kind,id\n", body: "x,", most: 900_000, tail: "\n"},
			":2:513: the row has more than 256"},
		{"columns.csv", stream{body: `"a",`, most: 900_000, tail: "\n"}, ":1:1025: the row has more than 256 columns"},
		{"fields.jsonl", stream{head: `{"a":""`, body: `,"b":""`, most: 700_000, tail: "}\n"}, ":1:"},
		{"quote.csv", stream{head: "kind,id,name\nparty,a,\"", body: "text, text\n"},
			":2:9: the quote opened here is not closed"},
		{"quote.csv", stream{head: "kind,id,name\nparty,a,\"", body: "text, text\n", most: 500_000},
			":2:9: the quote opened here is never closed"},
		{"quote.csv", stream{head: `"`, body: `""`}, ":1:1: "},
		{"deep.jsonl", stream{body: "["}, ":1:1: the record has more than"},
		{"deep.jsonl", stream{body: "[", most: 1_000_000, tail: "\n"}, ":1:1: "},
		{"deep.jsonl", stream{body: `{"a":`, most: 1_000_000, tail: "\n"}, ":1:6: "},
		{"digits.jsonl", stream{head: `{"kind":"funding","date":"2024-03-27","commitment":"c","amount":"`, body: "9",
			most: 1_000_000, tail: "\"}\n"}, ":1:65: amount: "},
		{"digits.jsonl", stream{head: `{"kind":"party","seq":`, body: "9", most: 1_000_000, tail: "}\n"}, ":1:"},
		{"digits.jsonl", stream{head: `{"kind":"funding","amount":1e`, body: "9", most: 1_000_000, tail: "}\n"}, ":1:28: "},
		{"digits.csv", stream{head: "kind,date,commitment,amount\nfunding,2024-03-27,c,", body: "9", most: 1_000_000,
			tail: "\n"}, ":2:22: amount: "},
		{"exponent.csv", stream{head: "kind,date,commitment,amount\nfunding,2024-03-27,c,1e", body: "9", most: 9, tail: "\n"},
			":2:22: amount: "},
		{"cr.jsonl", stream{body: strings.TrimSuffix(party, "\n") + "\r"}, ":1:37: a line ends in LF or CRLF"},
		{"cr.csv", stream{body: "kind,id\r"}, ":1:8: a line ends in LF or CRLF"},
		{"nul.jsonl", stream{body: "\x00"}, ":1:1: the file is UTF-16 or UTF-32"},
		{"nul.csv", stream{head: "kind,id,name\nparty,a,", body: "\x00", most: 100, tail: "\n"}, ":2:"},
		{"escapes.jsonl", stream{head: `{"kind":"party","name":"`, body: `\u0000`, most: 900_000, tail: "\"}\n"}, ":1:"},
		{"surrogate.jsonl", stream{head: `{"kind":"party","name":"`, body: `\ud800`, most: 600, tail: "\"}\n"}, ":1:25: "},
		{"zeros", stream{head: "", body: "\x00"}, "UTF-16"},
		{"random", stream{body: "\x93\x01\xf4\xff\x10\n"}, ":1:1: the byte 0x93 is not valid UTF-8"},
	}
}

func TestHostileStreamsAreRefusedWithTheirPlaceInBoundedMemory(t *testing.T) {
	for _, hostile := range hostileStreams() {
		in := hostile.stream
		before := living()
		_, last := lastOf(interchange.Read(&in, hostile.file))
		name := fmt.Sprintf("%s (%.40q %.10q)", hostile.file, in.head, in.body)
		var placed *interchange.Error
		if last == nil || !errors.As(last, &placed) || !strings.Contains(last.Error(), hostile.says) ||
			!strings.HasPrefix(last.Error(), hostile.file+":") {
			t.Errorf("%s: the error is %.300v, want %q", name, last, hostile.says)
		}
		if last != nil && len(last.Error()) > 2000 {
			t.Errorf("%s: the error has %d bytes", name, len(last.Error()))
		}
		if in.peak > before+mostLiving {
			t.Errorf("%s: %d MiB live while it is read", name, (in.peak-before)>>20)
		}
		if in.given > 4*interchange.MaxRecord {
			t.Errorf("%s: %d bytes were read before it was refused", name, in.given)
		}
	}
}

// TestMemoryDoesNotGrowWithTheFile reads files of many records, and of the longest records, that are much longer than
// what may live.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	long := strings.Repeat("n", 16_000)
	for _, file := range []struct{ name, head, body string }{
		{"many.jsonl", "", `{"kind":"party","id":"a","name":"A"}` + "\n"},
		{"many.csv", "kind,id,name\n", "party,a,A\n"},
		{"long.jsonl", "", `{"kind":"party","id":"a","name":"A","note":"` + long + `","source":"` + long + `"}` + "\n"},
		{"long.csv", "kind,id,name,note\n", `party,a,A,"` + strings.ReplaceAll(long[:15_000], "nnn", "n\nn") + "\"\n"},
		{"wrong.jsonl", "", `{"kind":"party","id":"a","wrong":"` + long + `"}` + "\n"},
		{"blank.csv", "kind,id,name\n", ",,\n"},
		{"blank.jsonl", "", " \t\r\n"},
	} {
		in := &stream{head: file.head, body: file.body, most: *streamed / int64(len(file.body)) * int64(len(file.body))}
		before := living()
		count, last := lastOf(interchange.Read(in, file.name))
		if wrong := strings.HasPrefix(file.name, "wrong"); (last != nil) != wrong {
			t.Errorf("%s: after %d records: %.300v", file.name, count, last)
		}
		if in.given < *streamed/2 {
			t.Errorf("%s: only %d bytes were read", file.name, in.given)
		}
		if in.peak > before+mostLiving {
			t.Errorf("%s: %d MiB live while %d MiB are read", file.name, (in.peak-before)>>20, in.given>>20)
		}
	}
}

// The control: who keeps what he reads is seen by the same measure.
func TestAReaderThatKeepsTheFileIsSeen(t *testing.T) {
	in := &stream{body: "text\n", most: 3 * mostLiving}
	before := living()
	all, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	in.reads = 0
	in.watch()
	if in.peak <= before+mostLiving {
		t.Errorf("%d bytes are kept, and %d live", len(all), in.peak-before)
	}
	runtime.KeepAlive(all)
}

// packed gives archives in which a file lies, under a path that leads out of the folder, and that is hundreds of times
// as long as the archive.
func packed(t *testing.T) map[string][]byte {
	t.Helper()
	const path = "../../../../etc/fundings.csv"
	bomb := bytes.Repeat([]byte("kind,id,name\n"), 200_000)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var zipped, gzipped, tarred bytes.Buffer
	z := zip.NewWriter(&zipped)
	inside, err := z.Create(path)
	must(err)
	_, err = inside.Write(bomb)
	must(errors.Join(err, z.Close()))
	g := gzip.NewWriter(&gzipped)
	_, err = g.Write(bomb)
	must(errors.Join(err, g.Close()))
	a := tar.NewWriter(&tarred)
	must(a.WriteHeader(&tar.Header{Name: path, Mode: 0o600, Size: int64(len(bomb))}))
	_, err = a.Write(bomb)
	must(errors.Join(err, a.Close()))
	var empty bytes.Buffer
	must(zip.NewWriter(&empty).Close())
	if zipped.Len()*100 > len(bomb) {
		t.Fatalf("the archive has %d bytes, and its file only %d", zipped.Len(), len(bomb))
	}
	return map[string][]byte{"a zip archive": zipped.Bytes(), "packed by gzip": gzipped.Bytes(),
		"a tar archive": tarred.Bytes(), "an empty zip archive": empty.Bytes()}
}

func TestAnArchiveIsRefusedInPlainWordsAndNeverUnpacked(t *testing.T) {
	for what, archive := range packed(t) {
		for _, file := range []string{"x.zip", "x.csv", "fundings.csv", "x.jsonl", "-", "../x.tar.gz"} {
			count, last := lastOf(interchange.Read(bytes.NewReader(archive), file))
			if !errors.Is(last, interchange.ErrForeign) || !strings.HasPrefix(last.Error(), file+":1:1: the file is ") ||
				!strings.Contains(last.Error(), what) || count > 0 {
				t.Errorf("%s as %s: %d records, and %v", what, file, count, last)
			}
		}
	}
}

func TestFilesOfOtherFormsAreRefusedInPlainWords(t *testing.T) {
	for begins, what := range map[string]string{
		"BZh91AY&SY": "bzip2", "\xfd7zXZ\x00\x00": "xz", "7z\xbc\xaf\x27\x1c": "7z", "\x28\xb5\x2f\xfd\x24": "zstd",
		"Rar!\x1a\x07\x00": "rar", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "spreadsheet", "%PDF-1.7\n": "PDF",
		"SQLite format 3\x00": "a book; open it", "Stakebook sealed\x00": "an encrypted book; open it",
	} {
		for _, file := range []string{"x.csv", "x.jsonl", "-"} {
			_, last := lastOf(interchange.Read(strings.NewReader(begins+strings.Repeat("\x00junk\n", 100)), file))
			if !errors.Is(last, interchange.ErrForeign) || !strings.Contains(last.Error(), what) {
				t.Errorf("%q as %s: %v", begins, file, last)
			}
		}
	}
}

func TestTextOfOtherEncodingsIsRefused(t *testing.T) {
	const entries = "kind,id,name\nparty,a,Ä\n"
	sixteen := func(big bool, mark bool) string {
		var out strings.Builder
		units := utf16.Encode([]rune(entries))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, unit := range units {
			if big {
				out.Write([]byte{byte(unit >> 8), byte(unit)})
			} else {
				out.Write([]byte{byte(unit), byte(unit >> 8)})
			}
		}
		return out.String()
	}
	for name, text := range map[string]string{
		"UTF-16, small end, marked": sixteen(false, true), "UTF-16, big end, marked": sixteen(true, true),
		"UTF-16, small end": sixteen(false, false), "UTF-16, big end": sixteen(true, false),
		"UTF-32": "k\x00\x00\x00i\x00\x00\x00", "Latin 1": "kind,id,name\nparty,a,\xc4\n",
		"half a character": "kind,id,name\nparty,a,\xc3", "a surrogate": "kind,id,name\nparty,a,\xed\xa0\x80\n",
		"beyond Unicode": "kind,id,name\nparty,a,\xf4\x90\x80\x80\n", "too long a form": "kind,id,name\nparty,a,\xc0\xaf\n",
	} {
		for _, file := range []string{"f.csv", "f.jsonl", "-"} {
			count, last := lastOf(interchange.Read(strings.NewReader(text), file))
			if count > 0 || last == nil || !strings.HasPrefix(last.Error(), file+":") {
				t.Errorf("%s as %s: %d records, and %v", name, file, count, last)
			}
			if file == "f.csv" && !errors.Is(last, interchange.ErrEncoding) {
				t.Errorf("%s: %v", name, last)
			}
		}
	}
}

func TestNamesThatStandTwiceAreRefused(t *testing.T) {
	for file, text := range map[string]string{
		"f.jsonl": `{"kind":"party","id":"a","\u0069d":"b","name":"A"}`,
		"g.jsonl": `{"kind":"party","kind":"party","id":"a","name":"A"}`,
		"f.csv":   "kind,id,name,id\nparty,a,A,b\n", "g.csv": "kind,id,\"id\"\nparty,a,b\n",
	} {
		if count, last := lastOf(interchange.Read(strings.NewReader(text), file)); last == nil || count > 0 {
			t.Errorf("%s: %d records, and %v", text, count, last)
		}
	}
}

// FuzzRead reads whatever there is under whatever name, and holds that it ends, says a place, and never gives more
// records than there are lines.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"f.csv", "fundings.csv", "f.jsonl", "-", "x.zip"} {
		for _, text := range []string{
			"kind,id,name\nparty,a,A\n", `{"kind":"party","id":"a","name":"A"}`, "\ufeffkind\n", "PK\x03\x04", "\x1f\x8b\x08",
			"\"", "\r", "\x00", "{", ",,,\n,,,\n", "kind\n\"a\nb\"\n", `{"a":{"a":[[[`, "\xff\xfea\x00",
		} {
			f.Add(name, []byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		count := 0
		for _, err := range interchange.Read(bytes.NewReader(text), name) {
			if err == nil {
				count++
				continue
			}
			var placed *interchange.Error
			if !errors.As(err, &placed) {
				t.Fatalf("an error without a place: %v", err)
			}
		}
		if lines := bytes.Count(text, []byte("\n")) + 1; count > lines {
			t.Fatalf("%d records of %d lines", count, lines)
		}
	})
}

func TestTheCorporaOfTheFuzzTargetsAreThere(t *testing.T) {
	for _, target := range []string{"FuzzRead", "FuzzReadCSV", "FuzzReadJSONL"} {
		files, err := os.ReadDir(filepath.Join("testdata", "fuzz", target))
		if err != nil || len(files) == 0 {
			t.Errorf("%s has no corpus (%v)", target, err)
		}
	}
}
