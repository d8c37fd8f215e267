package ledger

// Memo is a remark about anything that has an id.
type Memo struct {
	About ID     `field:"about" need:"yes" help:"the id that it is about"`
	Text  string `field:"text" need:"yes" help:"what there is to say"`
}

func (Memo) kind() Kind { return KindMemo }

// Document is a term sheet, a notice or a filing that is kept in the book file itself.
type Document struct {
	ID     DocumentID `field:"id" need:"yes" help:"a short id, such as term-sheet-2023"`
	Name   string     `field:"name" need:"yes" help:"the file's name"`
	About  ID         `field:"about" help:"the id that it belongs to"`
	SHA256 Digest     `field:"sha256" need:"yes" help:"the fingerprint of its contents"`
}

func (Document) kind() Kind { return KindDocument }

// Reversal takes an entry out of the book again, for every date. Undo is a reversal, and redo is a reversal of that.
type Reversal struct {
	Entry  Seq    `field:"entry" need:"yes" help:"the number of the entry that is reversed"`
	Reason string `field:"reason" need:"yes" help:"why"`
}

func (Reversal) kind() Kind { return KindReversal }
