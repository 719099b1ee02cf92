package tell443.report;

import java.util.List;

/** The words that cells may hold, with what they mean. What only the classifier knows comes through here. */
public interface Vocabulary {

    /** A word that a column may show; {@code source} is empty where the meaning says it all. */
    record Word(String id, String meaning, String source) {}

    /** Values of {@code protocol}: class, a slash, the protocol. */
    List<Word> protocols();

    /** Ids of {@code evidence}. */
    List<Word> evidence();
}
