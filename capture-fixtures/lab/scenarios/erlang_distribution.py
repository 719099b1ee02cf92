"""Erlang's own protocol between nodes on port 443, inside TLS with certificates of both sides and in the clear: calls, messages, files."""

NEEDS = ["erl", "/usr/lib/erlang/lib/ssl-10.8.7/ebin/ssl.app"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far", "tls=off path=near", "tls=1.3 path=lossy"]
OPTIONS = """[{server, [{certfile, "CERT"}, {keyfile, "KEY"}, {cacertfile, "CA"}, {verify, verify_peer}, {fail_if_no_peer_cert, true},
  {versions, ['tlsvVERSION']}]},
 {client, [{certfile, "CERT"}, {keyfile, "KEY"}, {cacertfile, "CA"}, {verify, verify_none}, {versions, ['tlsvVERSION']}]}].
"""
SERVER = """
-module(there).
-export([start/0]).
start() ->
    register(box, spawn(fun loop/0)),
    receive never -> ok end.
loop() ->
    receive
        {From, Size} -> timer:sleep(rand:uniform(20)), From ! {box, crypto:strong_rand_bytes(Size)};
        {From, Size, Times} ->
            [begin From ! {box, crypto:strong_rand_bytes(Size)}, timer:sleep(rand:uniform(200)) end || _ <- lists:seq(1, Times)]
    end,
    loop().
"""
CLIENT = """
-module(here).
-export([start/0]).
start() ->
    [Node, Seed | Kinds] = init:get_plain_arguments(),
    There = list_to_atom(Node),
    rand:seed(exsss, list_to_integer(Seed)),
    pong = net_adm:ping(There),
    [begin do(Kind, There), timer:sleep(200 + rand:uniform(1200)) end || Kind <- Kinds],
    halt(0).
do("calls", There) ->
    [begin true = is_list(rpc:call(There, erlang, processes, [])), timer:sleep(rand:uniform(250)) end
     || _ <- lists:seq(1, 10 + rand:uniform(20))];
do("asks", There) ->
    [begin
         {box, There} ! {self(), 20 + rand:uniform(3000)},
         receive {box, _} -> ok after 9000 -> halt(2) end,
         timer:sleep(rand:uniform(200))
     end
     || _ <- lists:seq(1, 15 + rand:uniform(25))];
do("events", There) ->
    Times = 10 + rand:uniform(30),
    {box, There} ! {self(), 60 + rand:uniform(400), Times},
    [receive {box, _} -> ok after 9000 -> halt(2) end || _ <- lists:seq(1, Times)];
do("fetch", There) -> {box, There} ! {self(), 50000 + rand:uniform(400000)}, receive {box, _} -> ok after 20000 -> halt(2) end;
do("push", There) -> rpc:call(There, erlang, byte_size, [crypto:strong_rand_bytes(30000 + rand:uniform(200000))]);
do("code", There) -> c:nl(here), rpc:call(There, erlang, system_info, [procs]);
do("ticks", _) -> timer:sleep(6000 + rand:uniform(3000)).
"""
DAYS = (("calls", "asks", "ticks"), ("events", "fetch", "asks"), ("push", "calls"), ("asks", "ticks", "events"))


def node(lab, name, module, certificate, tls):
    """The command of a node that finds others without a port mapper, on port 443 of wherever their name says."""
    command = ["erl", "-noshell", "-noinput", "-name", name, "-setcookie", "COOKIE", "-start_epmd", "false", "-erl_epmd_port", "443",
               "-kernel", "net_ticktime", "8", "-pa", lab.temp, "-s", module, "start"]
    if tls != "off":
        text = OPTIONS.replace("CERT", certificate[0]).replace("KEY", certificate[1]).replace("CA", lab.ca).replace("VERSION", tls)
        command[1:1] = ["-proto_dist", "inet_tls", "-ssl_dist_optfile", lab.write(f"{module}.conf", text)]
    return command


def run(lab, variant):
    host = lab.host("plain")
    for module, text in (("there", SERVER), ("here", CLIENT)):
        lab.write(f"{module}.erl", text)
        lab.client("erlc", "-o", lab.temp, lab.path(f"{module}.erl"), at="server")
    cookie, name = lab.random.randbytes(10).hex(), f"{lab.world.word()}@{host}"
    server = node(lab, name, "there", (host.certificate, host.key), variant.tls)
    address = "{" + host.address.replace(".", ",") + "}"
    ends = ["-kernel", "inet_dist_use_interface", address]
    lab.wire.hosts(lab.wire.server, [f"{host.address} {host}"])
    lab.serve(*(cookie if word == "COOKIE" else word for word in server), *ends, wait=f"tcp:443:{host.address}")
    lab.capture()
    verdict, words = ("other/erlang", "in the clear") if variant.tls == "off" else ("other/tls", "inside TLS")
    for day in lab.random.sample(DAYS, 4):
        lab.label(host, verdict, f"Erlang's distribution, {words}: {', '.join(day)}", must=[] if variant.tls == "off" else ["tls"])
        me = f"{lab.world.word()}@{lab.world.client}"
        client = node(lab, me, "here", lab.world.certificate(me.partition("@")[0]), variant.tls)
        command = [cookie if word == "COOKIE" else word for word in client]
        lab.client(*command, "-dist_listen", "false", "-extra", name, lab.random.randint(1, 1 << 30), *day, timeout=60)
        lab.pause(0.2, 1)
