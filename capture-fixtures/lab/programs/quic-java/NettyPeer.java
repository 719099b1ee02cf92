import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** QUIC by quiche and HTTP/3, both out of netty: "serve PLAN" or "connect PLAN". */
public final class NettyPeer {
    private static final MultiThreadIoEventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private static final Map<String, QuicSslContext> CONTEXTS = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            for (Plan plan : Plan.read(arguments[1])) {
                serve(plan);
            }
            Thread.sleep(Long.MAX_VALUE);
        }
        System.exit(Plan.run(arguments[1], NettyPeer::connect) > 0 ? 1 : 0);
    }

    private static <B extends QuicCodecBuilder<B>> B configure(B builder, Plan plan) {
        builder.maxIdleTimeout(30, TimeUnit.SECONDS).initialMaxData(10_000_000).initialMaxStreamDataBidirectionalLocal(2_000_000)
                .initialMaxStreamDataBidirectionalRemote(2_000_000).initialMaxStreamDataUnidirectional(2_000_000)
                .initialMaxStreamsBidirectional(100).initialMaxStreamsUnidirectional(10).activeMigration(true).datagram(100, 100);
        if (plan.has("cid")) {
            builder.localConnectionIdLength(plan.number("cid"));
        }
        return builder;
    }

    // -- server -----------------------------------------------------------------------------------------------

    private static void serve(Plan plan) throws Exception {
        QuicSslContext secure = QuicSslContextBuilder.forServer(new File(plan.get("key")), null, new File(plan.get("cert")))
                .applicationProtocols(plan.get("alpn").split(",")).earlyData(true).build();
        boolean web = plan.get("alpn").equals("h3");
        QuicServerCodecBuilder builder = configure(web ? Http3.newQuicServerCodecBuilder() : new QuicServerCodecBuilder(), plan);
        builder.sslContext(secure).tokenHandler(plan.has("retry") ? InsecureQuicTokenHandler.INSTANCE : null);
        Path root = Path.of(plan.get("root"));
        if (web) {
            builder.handler(initializer(channel -> channel.pipeline().addLast(new Http3ServerConnectionHandler(
                    initializer(stream -> stream.pipeline().addLast(new Answer(root)))))));
        } else {
            builder.handler(new Echo()).streamHandler(initializer(stream -> stream.pipeline().addLast(new Reply(root, plan))));
        }
        new Bootstrap().group(GROUP).channel(NioDatagramChannel.class).handler(builder.build())
                .bind(new InetSocketAddress(plan.get("ip"), 443)).sync();
    }

    private interface Initialize {
        void accept(Channel channel);
    }

    private static ChannelHandler initializer(Initialize initialize) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                initialize.accept(channel);
            }
        };
    }

    /** Sends datagrams back. */
    @ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf) {
                context.writeAndFlush(message);
            } else {
                context.fireChannelRead(message);
            }
        }
    }

    private static final class Answer extends Http3RequestStreamInboundHandler {
        private final Path root;
        private Http3Headers asked;

        Answer(Path root) {
            this.root = root;
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
            asked = frame.headers();
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
            ReferenceCountUtil.release(frame);
        }

        @Override
        protected void channelInputClosed(ChannelHandlerContext context) throws IOException {
            Path file = root.resolve(asked.path().toString().substring(1).split("\\?")[0]);
            boolean found = asked.method().toString().equals("GET") && Files.isRegularFile(file);
            Http3Headers headers = new DefaultHttp3Headers().status(found ? "200" : "204");
            headers.add("server", "netty");
            context.write(new DefaultHttp3HeadersFrame(headers));
            ByteBuf body = found ? Unpooled.wrappedBuffer(Files.readAllBytes(file)) : Unpooled.EMPTY_BUFFER;
            context.writeAndFlush(new DefaultHttp3DataFrame(body)).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        }
    }

    /** HTTP/0.9, or the protocol of requests and answers of wanted sizes. */
    private static final class Reply extends ChannelInboundHandlerAdapter {
        private final Path root;
        private final boolean web;
        private final ByteBuf asked = Unpooled.buffer();

        Reply(Path root, Plan plan) {
            this.root = root;
            web = plan.get("alpn").equals("hq-interop");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            asked.writeBytes((ByteBuf) message);
            ReferenceCountUtil.release(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws IOException {
            if (event == ChannelInputShutdownReadComplete.INSTANCE && asked.readableBytes() >= 4) {
                byte[] answer = web ? Files.readAllBytes(root.resolve(asked.toString(StandardCharsets.US_ASCII).trim().substring(5)))
                        : new byte[asked.readInt()];
                context.writeAndFlush(Unpooled.wrappedBuffer(answer)).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
            }
        }
    }

    // -- client -----------------------------------------------------------------------------------------------

    private static void connect(Plan plan) throws Exception {
        boolean web = plan.get("alpn").equals("h3");
        QuicSslContext secure = CONTEXTS.computeIfAbsent(plan.get("user") + plan.get("alpn") + plan.get("groups"), user -> context(plan));
        QuicClientCodecBuilder builder = configure(web ? Http3.newQuicClientCodecBuilder() : new QuicClientCodecBuilder(), plan);
        builder.sslEngineProvider(channel -> secure.newEngine(channel.alloc(), plan.get("host"), 443));
        if (plan.has("version")) {
            builder.version(Integer.parseUnsignedInt(plan.get("version"), 16));
        }
        Channel socket = new Bootstrap().group(GROUP).channel(NioDatagramChannel.class).handler(builder.build()).bind(0).sync().channel();
        QuicChannel connection = QuicChannel.newBootstrap(socket)
                .handler(web ? new Http3ClientConnectionHandler() : new Ignore(new CountDownLatch(1)))
                .streamHandler(new Ignore(new CountDownLatch(1)))
                .remoteAddress(new InetSocketAddress(plan.get("ip"), 443)).connect()
                .get(plan.has("timeout") ? plan.number("timeout") : 10_000, TimeUnit.MILLISECONDS);
        for (String[] step : plan.steps) {
            step(plan, connection, web, step);
        }
        connection.close(true, 0, Unpooled.EMPTY_BUFFER).sync();
        Thread.sleep(100);
        socket.close().sync();
    }

    private static QuicSslContext context(Plan plan) {
        QuicSslContextBuilder builder = QuicSslContextBuilder.forClient().trustManager(new File(System.getenv("NODE_EXTRA_CA_CERTS")))
                .applicationProtocols(plan.get("alpn").split(",")).keylog((engine, line) -> log(line));
        if (plan.has("groups")) {
            builder.option(BoringSSLContextOption.GROUPS, plan.get("groups").split(","));
        }
        return builder.build();
    }

    static synchronized void log(String line) {
        try {
            Files.writeString(Path.of(System.getenv("SSLKEYLOGFILE")), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.out.println(e);
        }
    }

    private static void step(Plan plan, QuicChannel connection, boolean web, String[] step) throws Exception {
        switch (step[0]) {
            case "get" -> {
                List<CountDownLatch> answers = new ArrayList<>();
                for (String path : Plan.list(step[1])) {
                    answers.add(web ? request(plan, connection, "GET", path, 0)
                            : exchange(connection, Unpooled.copiedBuffer("GET " + path + "\r\n", StandardCharsets.US_ASCII)));
                }
                for (CountDownLatch answer : answers) {
                    await(answer);
                }
            }
            case "put" -> await(request(plan, connection, "POST", step[1], Integer.parseInt(step[2])));
            case "ask" -> {
                ByteBuf question = Unpooled.buffer().writeInt(Integer.parseInt(step[2]));
                await(exchange(connection, question.writeZero(Integer.parseInt(step[1]))));
            }
            case "wait" -> Thread.sleep(Integer.parseInt(step[1]));
            case "datagrams" -> {
                for (int i = 0; i < Integer.parseInt(step[1]); i++) {
                    connection.writeAndFlush(Unpooled.buffer().writeZero(Integer.parseInt(step[2])));
                    Thread.sleep(Integer.parseInt(step[3]));
                }
            }
            default -> throw new IllegalArgumentException(step[0]);
        }
    }

    private static void await(CountDownLatch answer) throws Exception {
        if (!answer.await(20, TimeUnit.SECONDS)) {
            throw new IOException("no answer");
        }
    }

    private static CountDownLatch request(Plan plan, QuicChannel connection, String method, String path, int size) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        QuicStreamChannel stream = Http3.newRequestStream(connection, new Ignore(answered)).sync().getNow();
        Http3Headers headers = new DefaultHttp3Headers().method(method).path(path).authority(plan.get("host")).scheme("https");
        headers.add("user-agent", "lab");
        if (size == 0) {
            stream.writeAndFlush(new DefaultHttp3HeadersFrame(headers)).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        } else {
            stream.write(new DefaultHttp3HeadersFrame(headers));
            DefaultHttp3DataFrame body = new DefaultHttp3DataFrame(Unpooled.buffer().writeZero(size));
            stream.writeAndFlush(body).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        }
        return answered;
    }

    private static CountDownLatch exchange(QuicChannel connection, ByteBuf question) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        QuicStreamChannel stream = connection.createStream(QuicStreamType.BIDIRECTIONAL, new Ignore(answered)).sync().getNow();
        stream.writeAndFlush(question).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        return answered;
    }

    /** Waits for the end of an answer. */
    private static final class Ignore extends ChannelInboundHandlerAdapter {
        private final CountDownLatch answered;

        Ignore(CountDownLatch answered) {
            this.answered = answered;
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ChannelInputShutdownReadComplete.INSTANCE) {
                answered.countDown();
            }
        }
    }
}
