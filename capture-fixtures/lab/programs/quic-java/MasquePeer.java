import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A proxy over HTTP/3, "proxy PLAN": CONNECT for TCP (RFC 9114), CONNECT-UDP (RFC 9298) with HTTP datagrams (RFC 9297). And the
 * client of the latter, "connect PLAN": what is sent to local= goes to target= through the proxy.
 */
public final class MasquePeer {
    private static final MultiThreadIoEventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private static final String PATH = "/.well-known/masque/udp/";

    public static void main(String[] arguments) throws Exception {
        for (Plan plan : Plan.read(arguments[1])) {
            if (arguments[0].equals("proxy")) {
                proxy(plan);
            } else {
                connect(plan);
            }
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static <B extends QuicCodecBuilder<B>> B configure(B builder) {
        return builder.maxIdleTimeout(60, TimeUnit.SECONDS).initialMaxData(20_000_000).initialMaxStreamDataBidirectionalLocal(4_000_000)
                .initialMaxStreamDataBidirectionalRemote(4_000_000).initialMaxStreamDataUnidirectional(2_000_000)
                .initialMaxStreamsBidirectional(200).initialMaxStreamsUnidirectional(10).maxSendUdpPayloadSize(1440)
                .maxRecvUdpPayloadSize(1440).datagram(500, 500);
    }

    private static DefaultHttp3SettingsFrame settings() {
        return new DefaultHttp3SettingsFrame(new Http3Settings().enableConnectProtocol(true).enableH3Datagram(true));
    }

    private static DefaultHttp3HeadersFrame status(String status) {
        return new DefaultHttp3HeadersFrame(new DefaultHttp3Headers().status(status));
    }

    /** Datagrams of a connection, by quarter stream id. */
    private static final class Datagrams extends ChannelInboundHandlerAdapter {
        private final Map<Long, Channel> targets = new ConcurrentHashMap<>();
        private final Map<Long, InetSocketAddress> addresses = new ConcurrentHashMap<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!(message instanceof ByteBuf datagram)) {
                context.fireChannelRead(message);
                return;
            }
            long stream = readVariable(datagram) * 4;
            Channel target = targets.get(stream);
            if (target == null || readVariable(datagram) != 0) {
                datagram.release();
            } else {
                target.writeAndFlush(addresses.containsKey(stream) ? new DatagramPacket(datagram, addresses.get(stream)) : datagram);
            }
        }

        static void send(QuicChannel connection, long stream, ByteBuf payload) {
            ByteBuf datagram = connection.alloc().buffer(payload.readableBytes() + 9);
            writeVariable(datagram, stream / 4);
            writeVariable(datagram, 0);
            connection.writeAndFlush(datagram.writeBytes(payload));
        }

        private static long readVariable(ByteBuf bytes) {
            int first = bytes.readUnsignedByte();
            long value = first & 0x3f;
            for (int rest = (1 << (first >> 6)) - 1; rest > 0; rest--) {
                value = value << 8 | bytes.readUnsignedByte();
            }
            return value;
        }

        private static void writeVariable(ByteBuf bytes, long value) {
            if (value < 64) {
                bytes.writeByte((int) value);
            } else {
                bytes.writeShort((int) value | 0x4000);
            }
        }
    }

    // -- proxy ------------------------------------------------------------------------------------------------

    private static void proxy(Plan plan) throws Exception {
        QuicSslContext secure = QuicSslContextBuilder.forServer(new File(plan.get("key")), null, new File(plan.get("cert")))
                .applicationProtocols("h3").build();
        ChannelHandler connections = new ChannelInitializer<QuicChannel>() {
            @Override
            protected void initChannel(QuicChannel connection) {
                Datagrams datagrams = new Datagrams();
                connection.pipeline().addLast(datagrams, new Http3ServerConnectionHandler(new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) {
                        stream.pipeline().addLast(new Request(datagrams));
                    }
                }, null, null, settings(), true));
            }
        };
        new Bootstrap().group(GROUP).channel(NioDatagramChannel.class)
                .handler(configure(Http3.newQuicServerCodecBuilder()).sslContext(secure).handler(connections).build())
                .bind(new InetSocketAddress(plan.get("ip"), 443)).sync();
    }

    private static final class Request extends Http3RequestStreamInboundHandler {
        private final Datagrams datagrams;
        private Channel target;

        Request(Datagrams datagrams) {
            this.datagrams = datagrams;
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) throws Exception {
            Http3Headers headers = frame.headers();
            QuicStreamChannel stream = (QuicStreamChannel) context.channel();
            if (headers.get(":protocol") == null) {
                toTcp(stream, headers.authority().toString().split(":"));
            } else {
                toUdp(stream, headers.path().toString().substring(PATH.length()).split("/"));
            }
        }

        private void toTcp(QuicStreamChannel stream, String[] address) throws Exception {
            stream.config().setAutoRead(false);
            new Bootstrap().group(GROUP).channel(NioSocketChannel.class).handler(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    stream.writeAndFlush(new DefaultHttp3DataFrame((ByteBuf) message));
                }

                @Override
                public void channelInactive(ChannelHandlerContext context) {
                    stream.shutdownOutput();
                }
            }).connect(address[0], Integer.parseInt(address[1])).addListener((ChannelFuture connected) -> {
                target = connected.channel();
                stream.writeAndFlush(status(connected.isSuccess() ? "200" : "502"));
                stream.config().setAutoRead(true);
            });
        }

        private void toUdp(QuicStreamChannel stream, String[] address) throws Exception {
            new Bootstrap().group(GROUP).channel(NioDatagramChannel.class).handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                    Datagrams.send(stream.parent(), stream.streamId(), packet.content());
                }
            }).connect(address[0], Integer.parseInt(address[1])).addListener((ChannelFuture connected) -> {
                target = connected.channel();
                datagrams.targets.put(stream.streamId(), target);
                stream.writeAndFlush(status("200"));
            });
        }

        @Override
        protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
            target.writeAndFlush(frame.content());
        }

        @Override
        protected void channelInputClosed(ChannelHandlerContext context) {
            if (target instanceof SocketChannel socket) {
                socket.shutdownOutput();
            } else if (target != null) {
                target.close();
            }
        }
    }

    // -- client of CONNECT-UDP --------------------------------------------------------------------------------

    private static void connect(Plan plan) throws Exception {
        QuicSslContext secure = QuicSslContextBuilder.forClient().trustManager(new File(System.getenv("NODE_EXTRA_CA_CERTS")))
                .applicationProtocols("h3").keylog((engine, line) -> NettyPeer.log(line)).build();
        Channel socket = new Bootstrap().group(GROUP).channel(NioDatagramChannel.class).handler(configure(Http3.newQuicClientCodecBuilder())
                .sslEngineProvider(channel -> secure.newEngine(channel.alloc(), plan.get("host"), 443)).build()).bind(0).sync().channel();
        Datagrams datagrams = new Datagrams();
        QuicChannel connection = QuicChannel.newBootstrap(socket).handler(new ChannelInitializer<QuicChannel>() {
            @Override
            protected void initChannel(QuicChannel channel) {
                channel.pipeline().addLast(datagrams, new Http3ClientConnectionHandler(null, null, null, settings(), true));
            }
        }).remoteAddress(new InetSocketAddress(plan.get("ip"), 443)).connect().get(10, TimeUnit.SECONDS);
        new Bootstrap().group(GROUP).channel(NioDatagramChannel.class).option(ChannelOption.SO_RCVBUF, 1 << 20)
                .handler(new Entrance(plan, connection, datagrams)).bind("127.0.0.1", plan.number("local")).sync();
        System.out.println("ready");
    }

    /** Every local address gets a tunnel of its own: a request stream, and the datagrams that bear its number. */
    private static final class Entrance extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Plan plan;
        private final QuicChannel connection;
        private final Datagrams datagrams;
        private final Map<InetSocketAddress, QuicStreamChannel> tunnels = new ConcurrentHashMap<>();

        Entrance(Plan plan, QuicChannel connection, Datagrams datagrams) {
            this.plan = plan;
            this.connection = connection;
            this.datagrams = datagrams;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            QuicStreamChannel open = tunnels.get(packet.sender());
            if (open != null) {
                Datagrams.send(connection, open.streamId(), packet.content());
                return;
            }
            ByteBuf first = packet.content().retain();
            Future<QuicStreamChannel> request = Http3.newRequestStream(connection, new Answer(connection, first));
            request.addListener((Future<QuicStreamChannel> made) -> {
                QuicStreamChannel stream = made.getNow();
                tunnels.put(packet.sender(), stream);
                datagrams.addresses.put(stream.streamId(), packet.sender());
                datagrams.targets.put(stream.streamId(), context.channel());
                Http3Headers headers = new DefaultHttp3Headers().method("CONNECT").scheme("https").authority(plan.get("host") + ":443")
                        .path(PATH + plan.get("target").replace(':', '/') + "/");
                headers.add(":protocol", "connect-udp").add("capsule-protocol", "?1");
                stream.writeAndFlush(new DefaultHttp3HeadersFrame(headers));
            });
        }
    }

    /** The first datagram waits for the proxy's answer. */
    private static final class Answer extends ChannelInboundHandlerAdapter {
        private final QuicChannel connection;
        private final ByteBuf first;

        Answer(QuicChannel connection, ByteBuf first) {
            this.connection = connection;
            this.first = first;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http3HeadersFrame) {
                Datagrams.send(connection, ((QuicStreamChannel) context.channel()).streamId(), first);
            }
            ReferenceCountUtil.release(message);
        }
    }
}
