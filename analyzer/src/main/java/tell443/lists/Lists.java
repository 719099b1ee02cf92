package tell443.lists;

/** Names, addresses and fingerprints with their sources. */
public final class Lists {}
