package tell443.facts;

/**
 * What other flows and names in the clear say about a flow, as far as it was seen until shortly after the flow's last packet.
 * Filled in anew for every flow.
 */
public final class Surroundings {

    /** The name an answer in the clear gave for the server's address: the client's own, else anybody's; empty when there is none. */
    public String dnsName = "";
    /** That answer went to the client. */
    public boolean dnsNameOfClient;
    /** The outer ClientHello has the public_name and the config_id of an ECHConfig in an answer in the clear. */
    public boolean echConfigKnown;

    /** How often the client turned to another server while this flow's answers came; -1: not known. */
    public int contacts = -1;
    /** Of those, how many went to a server whose address the client had been given in the clear. */
    public int contactsNamed;
    /** Of the contacts, how many came within a moment after the server's answer in this flow. */
    public int contactsAfterAnswer;
    /** How many of them would have by chance: their number times the share of the flow's time that lies so close behind an answer. */
    public double contactsByChance;

    /** Moments in which the client turned to others: contacts that begin within one of the first of them are one. */
    public int moments;
    /** Of the moments, those right after the server's answer in this flow. */
    public int momentsAfterAnswer;
    /** How many of them would be so by chance. */
    public double momentsByChance;

    /** Connections to this server and port before this one that were long enough to be compared. */
    public int serverCompared;
    /** Of those, how many showed a TLS handshake inside: by exact lengths, or in a websocket and each of another length. */
    public int serverAlike;

    /** Connections to this server and port before this one that were random from the first byte and long enough to be compared. */
    public int streamsCompared;
    /** Of those, how many began with the sizes of TLS inside, each of another length than the one before. */
    public int streamsAlike;
    /** Lengths that both sides of such connections have in common beyond chance, this one included. */
    public int lengthsShared;

    /** Connections to this server and port by this name before this one that looked like DNS by themselves. */
    public int serverLikeDns;
    /** Of those, how many surely did: by exact lengths, or by two observations. */
    public int serverSurelyDns;
    /** Those that had an answer too large for DNS. */
    public int serverPages;

    /** While this connection was open, the client began DTLS with the same server and port by naming a session. */
    public boolean dtlsResumed;

    public void clear() {
        serverLikeDns = 0;
        serverSurelyDns = 0;
        serverPages = 0;
        dtlsResumed = false;
        serverCompared = 0;
        serverAlike = 0;
        streamsCompared = 0;
        streamsAlike = 0;
        lengthsShared = 0;
        dnsName = "";
        dnsNameOfClient = false;
        echConfigKnown = false;
        contacts = -1;
        contactsNamed = 0;
        contactsAfterAnswer = 0;
        contactsByChance = 0;
        moments = 0;
        momentsAfterAnswer = 0;
        momentsByChance = 0;
    }
}
