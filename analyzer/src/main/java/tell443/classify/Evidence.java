package tell443.classify;

/** One piece of evidence: its id, the sentence for people, where it is from. */
public record Evidence(String id, String because, String source) {}
