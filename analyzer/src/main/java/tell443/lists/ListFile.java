package tell443.lists;

/** The files a folder of lists may hold. Rows are separated by tabs: key, operator, and dedicated or shared where the file has it. */
enum ListFile {
    RESOLVER_NAMES("resolver-names.tsv", true),
    RESOLVER_ADDRESSES("resolver-addresses.tsv", true),
    VPN_OPERATORS("vpn-operators.tsv", false),
    TUNNEL_ENDPOINTS("tunnel-endpoints.tsv", false),
    ECH_PUBLIC_NAMES("ech-public-names.tsv", false);

    final String fileName;
    /** Rows have a third column: dedicated or shared. */
    final boolean flagged;

    ListFile(String fileName, boolean flagged) {
        this.fileName = fileName;
        this.flagged = flagged;
    }

    static String names() {
        StringBuilder names = new StringBuilder();
        for (ListFile file : values()) {
            names.append(names.length() == 0 ? "" : ", ").append(file.fileName);
        }
        return names.toString();
    }
}
