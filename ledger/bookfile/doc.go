// Package bookfile keeps a book in one file. This comment is the specification of that file, format 1.
//
// It imports ledger, money and civil, the SQLite driver github.com/ncruces/go-sqlite3 (pure Go; SQLite 3.53.4 or
// later), golang.org/x/crypto for Argon2id and golang.org/x/sys for locks; nothing else of Stakebook. Time,
// randomness and who we are come in through Options.
//
// # The file
//
// A book is one SQLite database, by custom named *.stakebook, with in its first page
//
//	application_id  0x5374626B ("Stbk")
//	user_version    1, the format
//	page size       4096
//	reserved bytes  8 at the end of every page: its checksum, as SQLite's cksumvfs writes it
//	text            UTF-8
//	journal         a rollback journal, never a write-ahead log
//
// The schema is what Schema returns, to the byte and in any order: the tables
//
//	meta        name, value: "id", 32 hexadecimal digits that every copy keeps; "created", an instant
//	entries     the journal, a row an entry
//	checkpoint  at most one row, id 1: a derived state
//	documents   contents by their SHA-256 in small hexadecimal digits
//	branches    sets of trial entries beside the journal
//	trials      and their entries, position 1, 2, 3 and so on
//
// with the unique indexes documents_by_sha256 and branches_by_name, and one view for each kind of entry.
// testdata/schema.golden has its text. Tables that ANALYZE makes (sqlite_stat1, sqlite_stat4) are tolerated, and
// dropped by the next writer. Any other object makes the file one that is not a book's.
//
// # Entries
//
// seq is 1, 2, 3 and so on without a gap. recorded is an instant in UTC to the microsecond,
// 2006-01-02T15:04:05.000000Z. author and kind are texts; author may be empty. date (2006-01-02), source, note,
// qualifier, dated, standing and disputes are NULL where they are absent, and the defaults (dated on, standing
// booked) are absent. fields is one JSON object: the given fields in the order of the table of fields (ledger.Table),
// every value a string that is the exact text of the contract, no spaces; of the characters of a string only the
// quotation mark, the backslash, newline, return and tab are escaped (\" \\ \n \r \t). hash is 32 bytes: SHA-256 over
// the canonical bytes of the entry, which begin with the hash before it; ledger.Canonical is their specification and
// has a test vector. An entry is written once; no statement of this package changes or deletes one.
//
// A chain without a key shows every change that was not carried through to the last hash. It cannot show a rewrite of
// the whole file from some entry on, nor a return to an older copy: for those the head hash is compared with one that
// was kept elsewhere.
//
// # Views
//
// A view is named for its kind and has the columns seq, recorded, author, date, source, note, qualifier, dated,
// standing, disputes and then the kind's fields. Every value is a text or NULL, amounts exactly as they were typed
// and never a float, but for numbers of entries, which are integers; dated and standing show their defaults. A view
// shows every entry of its kind, claims (standing 'claim') and entries that a reversal took out among them. Names
// that are words of SQL must be quoted by whoever queries: "index", "limit", "to".
//
// # Checkpoint, documents, branches
//
// digest is SHA-256 over "stakebook checkpoint 1", format and seq in eight bytes each, most significant first, head,
// and state. What state holds is its maker's business, by format. A checkpoint counts where its digest is right and
// the entry at its seq has the hash head; else it is as if it were not there. The journal alone is the truth.
//
// A document's contents are found by the sha256 that its entry names, so the chain covers them. A branch has its own
// name, the seq after which it begins and when and by whom it was made; its entries are written as the journal's are,
// without seq, recorded and hash.
//
// # Who may write
//
// Only this package, and one process at a time: it holds a lock of the operating system (flock, on Windows LockFileEx
// at byte 2^30) on the side-car file BOOK.lock, whose text is one line of JSON (host, process, pid, since) that tells
// others who has the book. The lock ends with the process, so a text left behind by a crash bars nobody; the file is
// removed when the book is closed. Any number of others read beside the writer. Another tool may read a book with
// SQL; one that writes leaves pages without their checksums, and the book is then refused as damaged.
//
// SQLite's own locks on the file are those of open file descriptions (OFD) on Linux and macOS, so that nothing a
// process opens and closes can lose them. Even so the live book is never opened as a plain file: what must be known
// of its bytes is read through the file that SQLite opened, its fingerprint is the chain's, and copies are made
// through SQLite's backup.
//
// # How a write becomes durable
//
// Journal mode DELETE, synchronous EXTRA, normal locking. A commit has then reached the disk when it returns (a power
// cut loses nothing that was reported as saved), others can read between two commits, and at rest the book is one
// file. A write-ahead log would be faster by some milliseconds that nobody sees, and keeps two more files; DELETE
// with synchronous FULL forgets the last commits in a power cut, because the journal's removal is not made durable;
// TRUNCATE and PERSIST leave the journal behind. The driver does not sync the folder when it makes the journal, so
// the volume of this package does. One call of this package that writes is one transaction. After a write that failed
// nothing more is written until the book is opened anew, which finds out what the disk has. What a free page held is in
// no journal, so one may be left torn: it has no meaning, and the next opening for writing puts zeros there. In an
// encrypted book a journal's last block counts only where it is whole.
//
// A new book and a backup are written under another name in the same folder (".NAME.new-…"), synced, and linked to a
// name that is free; nothing that is there is replaced, and a half-written book never has a book's name. New files can
// be read by their owner alone. A restore and another passphrase replace a book, by the only step that leaves the one
// or the other whatever happens: the new file is written beside it in the same way, read back, synced, and renamed over
// it. Who makes such a draft holds the lock beside the name that it will have, so one that is found under that lock was
// left by a crash, and is removed.
//
// Whoever has a file open that was replaced, by a restore or by a program that keeps folders alike on several machines,
// keeps to that file: a journal beside the book's name is then the new file's, and is neither played back nor removed.
// The writer holds the end of the journal against what it left there, inside every transaction and past every page that
// SQLite keeps, and writes nothing over what another put there.
//
// # Encryption
//
// An encrypted book begins with a clear header of 4,096 bytes, numbers in four bytes, most significant first:
//
//	   0  "Stakebook sealed"
//	  16  version of this header, 1
//	  20  key derivation: 1, Argon2id version 19
//	  24  its passes (3; at most 4), then its memory in KiB (65536; at most 131072), then its threads (4; at most 16)
//	  36  cipher: 1, Adiantum (XChaCha12, AES-256, NH and Poly1305)
//	  40  salt, 32 bytes
//	  72  key check, 32 bytes
//	 104  zeros
//	4064  SHA-256 of the bytes before
//
// Argon2id makes 64 bytes of the passphrase (its bytes as given, at most 1,024) and the salt. The first 32 are the
// key of Adiantum, which encrypts the database in blocks of 4,096 bytes with the block's offset in the database as
// the tweak (eight bytes, least significant first). The other 32 are the key of an HMAC-SHA-256 over the header's
// bytes 0 to 71, which is the key check. The database's offset n is the file's n + 4096, and from the file's offset
// 2^30 on n + 8192: the block that holds SQLite's locks is left out. The journal is encrypted by the same key,
// without a header. Checksums lie under the encryption, so a changed byte of the file is found as one of a plain book
// is. Encryption hides what the book says; it does not hide how long it is and which pages change, and does not show
// a page that was put back to its own older state (the chain does). A backup has the header and the key of its book.
//
// # Opening
//
// In this order, and nothing in the file is believed before its step has passed:
//
//  1. The path leads to an ordinary file that is not empty, and what may stand beside it (journal, lock) are ordinary
//     files; for writing, the side-car lock is taken.
//  2. The clear header, where there is one: its fingerprint, its bounds, the key check.
//  3. Before the first look at the database: defensive mode, untrusted schema, triggers and views off, no attaching,
//     limits on memory and on every size of a statement, no temporary files.
//  4. application_id, then the format (a newer one is refused), reserved bytes, page size.
//  5. The schema, text by text. Unknown objects are refused by name. An authorizer then lets only the statements of
//     this package through.
//  6. That checksums are verified on every page that is read, the text's encoding, the journal's mode; memory-mapping
//     off.
//  7. SQLite's quick_check: of all of a book of at most 32 MiB, of the small tables of a larger one. For writing, what
//     every page of such a book belongs to: SQLite's check passes over free pages where the schema has views. Then the
//     book's id and the last entry.
//
// A reader's connection is one that could write, because only such a one undoes what a crash left half-written, with
// query_only on; where the file or the folder cannot be written it only reads. Every entry is held to its shape as it
// is read. Check does the rest: integrity_check, what every page belongs to, every entry's bytes and the chain, documents,
// branches.
//
// # Limits
//
// A text 16 KiB (ledger.MaxText), an entry's fields 1 MiB, a document 25 MiB, a checkpoint 64 MiB, 200 branches of
// 10,000 entries, a passphrase 1,024 bytes, a lock's text 4 KiB, a statement 16 KiB, SQLite's memory 192 MiB.
package bookfile
