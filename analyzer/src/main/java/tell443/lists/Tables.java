package tell443.lists;

/** What the list files say, in the form in which it is looked up. */
final class Tables {

    final NameTable resolverNames = new NameTable();
    /** Parents whose every child (not grandchild) is one customer's resolver; written {@code *.parent} in the file. */
    final NameTable resolverParents = new NameTable();
    final AddressTable resolverAddresses = new AddressTable();
    final NameTable operators = new NameTable();
    final NameTable tunnelEndpoints = new NameTable();
    final NameTable echPublicNames = new NameTable();
    private final NameFilter names = new NameFilter();

    /** Adds a row to the table of that file; false when its key is there already. */
    boolean add(ListFile file, Address block, ListEntry row) {
        names.add(NameTable.hash(row.key().startsWith("*.") ? row.key().substring(2) : row.key()));
        return switch (file) {
            case RESOLVER_NAMES -> addResolver(row);
            case RESOLVER_ADDRESSES -> resolverAddresses.add(block, row);
            case VPN_OPERATORS -> operators.add(row);
            case TUNNEL_ENDPOINTS -> tunnelEndpoints.add(row);
            case ECH_PUBLIC_NAMES -> echPublicNames.add(row);
        };
    }

    private boolean addResolver(ListEntry row) {
        if (!row.key().startsWith("*.")) {
            return resolverNames.add(row);
        }
        return resolverParents.add(new ListEntry(row.key().substring(2), row.operator(), row.dedicated(), row.source()));
    }

    void look(String name, NameAnswers answers) {
        answers.clear();
        byte[] bytes = answers.bytes(name);
        int hash = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = NameTable.step(hash, bytes[i]);
            if (i > 0 && bytes[i - 1] == '.' && names.mayHave(hash) && name.charAt(i - 1) == '.') {
                domain(name, i, hash, answers);
            }
        }
        if (names.mayHave(hash)) {
            domain(name, 0, hash, answers);
            ListEntry exact = resolverNames.find(name, 0, hash);
            answers.resolver = exact.present() ? exact : answers.resolver;
            answers.tunnelEndpoint = tunnelEndpoints.find(name, 0, hash);
        }
    }

    private void domain(String name, int from, int hash, NameAnswers answers) {
        ListEntry operator = operators.find(name, from, hash);
        answers.vpnOperator = operator.present() ? operator : answers.vpnOperator;
        boolean oneLabelBelow = from > 0 && name.indexOf('.') == from - 1;
        ListEntry parent = oneLabelBelow ? resolverParents.find(name, from, hash) : ListEntry.NONE;
        answers.resolver = parent.present() ? parent : answers.resolver;
    }

    int rows() {
        return resolverNames.count() + resolverParents.count() + resolverAddresses.count() + operators.count()
                + tunnelEndpoints.count() + echPublicNames.count();
    }
}
