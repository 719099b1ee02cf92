package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.Surroundings;

/** What other flows and names in the clear say about a flow. */
enum ContextColumn implements Column {
    DNS_NAME(TEXT, "", "Name for which a DNS answer in the clear (port 53) gave the server's address: the latest answer to this client,"
            + " else to anybody, until 2 s after the flow's last packet. Lower case; bytes outside printable ASCII as \\xNN.",
            "no such answer is in the capture"),
    DNS_NAME_OF_CLIENT(INTEGER, "0 or 1", "1 when that answer went to the flow's client.", "dns_name is empty"),
    CONTACTS(INTEGER, "contacts", "How often the client turned to a server, another than this flow's, between the first answer in this"
            + " flow and a moment (0.05 s) after the last one that was kept: it began a flow to it and had begun none for 5 s. Of"
            + " the client's last 128 such contacts.",
            "the server sent no application data after a request, or the client is not known any more"),
    CONTACTS_NAMED(INTEGER, "contacts", "Those of contacts to a server whose address a DNS answer in the clear had given to the client.",
            "contacts is empty"),
    CONTACTS_AFTER_ANSWER(INTEGER, "contacts", "Those of contacts that began within a moment (0.05 s) after an answer in this flow.",
            "contacts is empty"),
    CONTACTS_BY_CHANCE(DECIMAL, "contacts", "What contacts_after_answer would be by chance: contacts times the share of that time that lies"
            + " within a moment after an answer.", "contacts is empty");

    private final About about;

    ContextColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public void write(Row row, RowSink out) {
        Surroundings around = row.facts().around;
        boolean known = around.contacts >= 0;
        switch (this) {
            case DNS_NAME -> out.text(around.dnsName);
            case DNS_NAME_OF_CLIENT -> Cells.flagIf(out, !around.dnsName.isEmpty(), around.dnsNameOfClient);
            case CONTACTS -> Cells.count(out, around.contacts);
            case CONTACTS_NAMED -> Cells.countIf(out, known, around.contactsNamed);
            case CONTACTS_AFTER_ANSWER -> Cells.countIf(out, known, around.contactsAfterAnswer);
            case CONTACTS_BY_CHANCE -> Cells.decimal(out, known ? around.contactsByChance : -1, 2);
        }
    }
}
