package tell443.lists;

/** Names to rows, open addressing. A look-up hashes the name from its end, so every parent domain costs one probe and no object. */
final class NameTable {

    /** The largest built-in list fits without growing: it is read at every start. */
    private static final int ROOM = 1024;

    private ListEntry[] rows = new ListEntry[ROOM];
    private int count;

    boolean add(ListEntry row) {
        if (count * 2 >= rows.length) {
            grow();
        }
        int at = place(rows, row.key());
        if (rows[at] != null) {
            return false;
        }
        rows[at] = row;
        count++;
        return true;
    }

    /** The row of exactly this name. */
    ListEntry exact(String name) {
        return find(name, 0, hash(name));
    }

    /** The row of this name or of its nearest parent domain. */
    ListEntry suffix(String name) {
        ListEntry found = ListEntry.NONE;
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = step(hash, name.charAt(i));
            if (i == 0 || name.charAt(i - 1) == '.') {
                ListEntry row = find(name, i, hash);
                found = row.present() ? row : found;
            }
        }
        return found;
    }

    int count() {
        return count;
    }

    /** The row of the name's end that begins at {@code from}; {@code hash} is of that end. */
    ListEntry find(String name, int from, int hash) {
        int mask = rows.length - 1;
        int length = name.length() - from;
        for (int at = spread(hash) & mask; rows[at] != null; at = at + 1 & mask) {
            String key = rows[at].key();
            if (key.length() == length && name.startsWith(key, from)) {
                return rows[at];
            }
        }
        return ListEntry.NONE;
    }

    private void grow() {
        ListEntry[] wider = new ListEntry[rows.length * 2];
        for (ListEntry row : rows) {
            if (row != null) {
                wider[place(wider, row.key())] = row;
            }
        }
        rows = wider;
    }

    private static int place(ListEntry[] rows, String key) {
        int at = spread(hash(key)) & rows.length - 1;
        while (rows[at] != null && !rows[at].key().equals(key)) {
            at = at + 1 & rows.length - 1;
        }
        return at;
    }

    static int hash(String name) {
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = step(hash, name.charAt(i));
        }
        return hash;
    }

    /** Of a character the lower byte counts, so that names may be hashed as bytes. */
    static int step(int hash, int c) {
        return hash * 31 + (c & 0xFF);
    }

    static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
