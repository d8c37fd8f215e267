package grid

// selection is the set of selected rows by id, with the row that the keyboard is on and the row that a range starts
// from. Ids of rows that the filter hides stay in the set; ids that are no longer in the table leave it.
type selection struct {
	view   *view
	ids    map[string]struct{}
	cursor mark
	anchor mark
}

// mark is a row by its id, and where it is shown now; -1 where it is not.
type mark struct {
	id string
	at int
}

func newSelection(view *view) selection {
	return selection{view: view, ids: map[string]struct{}{}, cursor: mark{at: -1}, anchor: mark{at: -1}}
}

func (s *selection) holds(id string) bool {
	_, held := s.ids[id]
	return held
}

func (s *selection) markAt(i int) mark { return mark{id: s.view.row(i).ID, at: i} }

// clear unselects every row. The cursor stays where it is.
func (s *selection) clear() { clear(s.ids) }

// only selects one row and starts a range at it.
func (s *selection) only(i int) {
	s.clear()
	s.toggle(i)
}

// toggle changes one row and starts a range at it.
func (s *selection) toggle(i int) {
	s.cursor = s.markAt(i)
	s.anchor = s.cursor
	if s.holds(s.cursor.id) {
		delete(s.ids, s.cursor.id)
		return
	}
	s.ids[s.cursor.id] = struct{}{}
}

// extend selects from the anchor to a row, in place of what was selected unless that is kept.
func (s *selection) extend(i int, keep bool) {
	if s.anchor.at < 0 {
		s.anchor = s.cursor
	}
	if s.anchor.at < 0 {
		s.anchor = s.markAt(0)
	}
	if !keep {
		s.clear()
	}
	s.cursor = s.markAt(i)
	for at := min(s.anchor.at, i); at <= max(s.anchor.at, i); at++ {
		s.ids[s.view.row(at).ID] = struct{}{}
	}
}

// all selects every row that is shown.
func (s *selection) all() {
	s.clear()
	for i := range s.view.len() {
		s.ids[s.view.row(i).ID] = struct{}{}
	}
}

// set selects the given ids, those of them that the table has.
func (s *selection) set(ids []string) {
	s.clear()
	for _, id := range ids {
		s.ids[id] = struct{}{}
	}
	s.prune()
	s.cursor = mark{at: -1}
	s.anchor = s.cursor
	for i := range s.view.len() {
		if s.holds(s.view.row(i).ID) {
			s.cursor = s.markAt(i)
			s.anchor = s.cursor
			return
		}
	}
}

// prune drops the ids that the table does not have.
func (s *selection) prune() {
	if len(s.ids) == 0 {
		return
	}
	found := make(map[string]struct{}, len(s.ids))
	rows := s.view.content.Rows
	for i := range rows.Len() {
		if id := rows.Row(i).ID; s.holds(id) {
			found[id] = struct{}{}
		}
	}
	s.ids = found
}

// settle finds cursor and anchor again after the shown rows changed. A cursor whose row is gone stays at its place.
func (s *selection) settle() {
	at := s.cursor.at
	s.cursor.at = s.view.find(s.cursor.id)
	s.anchor.at = s.view.find(s.anchor.id)
	if s.cursor.at < 0 && at >= 0 && s.view.len() > 0 {
		s.cursor = s.markAt(min(at, s.view.len()-1))
	}
}

// shown is the selected rows among those shown, in the order they are shown in.
func (s *selection) shown() []string {
	if len(s.ids) == 0 {
		return nil
	}
	if len(s.ids) == 1 && s.cursor.at >= 0 && s.holds(s.cursor.id) {
		return []string{s.cursor.id}
	}
	var ids []string
	for i := 0; i < s.view.len() && len(ids) < len(s.ids); i++ {
		if id := s.view.row(i).ID; s.holds(id) {
			ids = append(ids, id)
		}
	}
	return ids
}
