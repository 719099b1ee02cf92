package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** SSH (RFC 4253 section 4.2): both sides begin with a line of text. What forwards connections is {@link SshTunnel}. */
final class Ssh {

    static final Protocol PROTOCOL = Protocol.of("ssh", FlowClass.OTHER,
            hard("ssh.banners", 0.99, "both sides begin with an SSH identification", "RFC 4253 section 4.2",
                    sight -> bothBanners(sight) && !SshTunnel.seen(sight)),
            hard("ssh.banner", 0.90, "one side begins with an SSH identification", "RFC 4253 section 4.2",
                    sight -> banner(sight.turns(), true) != banner(sight.turns(), false)));

    private Ssh() {}

    static boolean bothBanners(Sight sight) {
        return banner(sight.turns(), true) && banner(sight.turns(), false);
    }

    private static boolean banner(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        return first >= 0 && (turns.startsWith(first, "SSH-2.") || turns.startsWith(first, "SSH-1."));
    }
}
