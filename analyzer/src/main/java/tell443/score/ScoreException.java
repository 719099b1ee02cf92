package tell443.score;

/** A file is not what it was given as. The message is for people, names file and line, and says how to mend it. */
public final class ScoreException extends Exception {

    private static final long serialVersionUID = 1L;

    ScoreException(String message) {
        super(message);
    }
}
