package tell443.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known by name or address. Shared by all workers; nothing is read before the first look-up, nothing changes after it. */
public final class Lists {

    private static final Lists BUILT_IN = new Lists(null);
    private static final Lists NONE = new Lists(new Tables());

    private volatile Tables tables; // null until the built-in lists are needed

    private Lists(Tables tables) {
        this.tables = tables;
    }

    /** The lists in the program. */
    public static Lists builtIn() {
        return BUILT_IN;
    }

    /** No list may speak. */
    public static Lists none() {
        return NONE;
    }

    /** The lists in a folder; a file that is not there is taken from the built-in ones. */
    public static Lists load(Path folder) throws ListException {
        if (!Files.isDirectory(folder)) {
            throw new ListException(folder + ": not a folder");
        }
        checkNames(folder);
        Tables tables = new Tables();
        for (ListFile file : ListFile.values()) {
            Path path = folder.resolve(file.fileName);
            try {
                boolean there = Files.exists(path);
                new ListReader(file, path.toString(), tables, !there).read(there ? Files.readString(path) : resource(file));
            } catch (IOException e) {
                throw new ListException(path + ": cannot be read: " + e.getMessage());
            }
        }
        return new Lists(tables);
    }

    /** A public DNS resolver whose name is exactly this, or is one customer's name at such a resolver. */
    public ListEntry resolverByName(String name) {
        NameAnswers answers = new NameAnswers();
        look(name, answers);
        return answers.resolver;
    }

    /** A public DNS resolver at this address; IPv4 as IPv4-mapped IPv6. */
    public ListEntry resolverByAddress(long high, long low) {
        return tables().resolverAddresses.find(high, low);
    }

    /** {@link #resolverByName}, {@link #tunnelEndpoint} and {@link #vpnOperator} in one pass over the name. */
    public void look(String name, NameAnswers answers) {
        tables().look(name, answers);
    }

    /** The VPN operator to whose domain the name belongs: contact, never proof of a tunnel. */
    public ListEntry vpnOperator(String name) {
        return tables().operators.suffix(name);
    }

    /** A name behind which there is nothing but the entrance of a tunnel. */
    public ListEntry tunnelEndpoint(String name) {
        return tables().tunnelEndpoints.exact(name);
    }

    /** A name that clients of Encrypted Client Hello put in the outer ClientHello. */
    public ListEntry echPublicName(String name) {
        return tables().echPublicNames.exact(name);
    }

    /** How many rows there are. */
    public int rows() {
        return tables().rows();
    }

    private Tables tables() {
        Tables read = tables;
        return read != null ? read : readBuiltIn();
    }

    private synchronized Tables readBuiltIn() {
        if (tables == null) {
            Tables fresh = new Tables();
            for (ListFile file : ListFile.values()) {
                try {
                    new ListReader(file, file.fileName, fresh, true).read(resource(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (ListException e) {
                    throw new IllegalStateException(e); // a test reads every row
                }
            }
            tables = fresh;
        }
        return tables;
    }

    private static String resource(ListFile file) throws IOException {
        try (InputStream in = Lists.class.getResourceAsStream(file.fileName)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static void checkNames(Path folder) throws ListException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*.tsv")) {
            boolean found = false;
            for (Path path : paths) {
                if (!known(path.getFileName().toString())) {
                    throw new ListException(path + ": not a name of a list; lists are " + ListFile.names());
                }
                found = true;
            }
            if (!found) {
                throw new ListException(folder + ": holds no list; lists are " + ListFile.names());
            }
        } catch (IOException e) {
            throw new ListException(folder + ": cannot be read: " + e.getMessage());
        }
    }

    private static boolean known(String name) {
        for (ListFile file : ListFile.values()) {
            if (file.fileName.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
