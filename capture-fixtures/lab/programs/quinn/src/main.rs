//! QUIC by quinn: "serve PLAN" or "connect PLAN"; lab/quic.py says what a plan is.
use std::collections::{BTreeMap, HashMap};
use std::net::{SocketAddr, UdpSocket};
use std::sync::{atomic::{AtomicUsize, Ordering}, Arc};
use std::time::Duration;
use std::{env, error::Error, fs, process};

use bytes::Bytes;
use quinn::{ClientConfig, Connection, Endpoint, RecvStream, SendStream, ServerConfig, TransportConfig};
use rustls_pemfile::Item;

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Clone, Default)]
struct Plan {
    options: HashMap<String, String>,
    steps: Vec<Vec<String>>,
}

impl Plan {
    fn read(file: &str) -> Vec<Plan> {
        fs::read_to_string(file).expect("a plan").lines().map(Plan::parse).collect()
    }

    fn parse(line: &str) -> Plan {
        let mut plan = Plan::default();
        for word in line.split_whitespace() {
            match word.split_once('=') {
                Some((key, value)) if !key.contains(':') => {
                    plan.options.insert(key.into(), value.into());
                }
                _ => plan.steps.push(word.split(':').map(String::from).collect()),
            }
        }
        plan
    }

    fn get(&self, key: &str) -> &str {
        self.options.get(key).map_or("", String::as_str)
    }

    fn has(&self, key: &str) -> bool {
        self.options.contains_key(key)
    }

    fn number(&self, key: &str) -> u64 {
        number(self.get(key))
    }

    fn address(&self) -> SocketAddr {
        SocketAddr::new(self.get("ip").parse().expect("an address"), 443)
    }

    fn protocols(&self) -> Vec<Vec<u8>> {
        self.get("alpn").split(',').map(|name| name.as_bytes().to_vec()).collect()
    }

    fn transport(&self) -> Arc<TransportConfig> {
        let mut config = TransportConfig::default();
        if self.has("keepalive") {
            config.keep_alive_interval(Some(Duration::from_secs(self.number("keepalive"))));
        }
        Arc::new(config)
    }
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

fn certificates(file: &str) -> Vec<rustls::Certificate> {
    let text = fs::read(file).expect("certificates");
    rustls_pemfile::certs(&mut &text[..]).expect("certificates").into_iter().map(rustls::Certificate).collect()
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (what, plans) = (env::args().nth(1).expect("serve or connect"), Plan::read(&env::args().nth(2).expect("a plan")));
    if what == "serve" {
        runtime.block_on(async {
            for plan in plans {
                tokio::spawn(serve(plan));
            }
            std::future::pending::<()>().await
        });
    } else {
        process::exit(if runtime.block_on(all(plans)) > 0 { 1 } else { 0 });
    }
}

// -- server ---------------------------------------------------------------------------------------------------

async fn serve(plan: Plan) {
    let text = fs::read(plan.get("key")).expect("a key");
    let key = match rustls_pemfile::read_one(&mut &text[..]).expect("a key") {
        Some(Item::PKCS8Key(key) | Item::RSAKey(key) | Item::ECKey(key)) => rustls::PrivateKey(key),
        _ => panic!("no key"),
    };
    let mut secure = rustls::ServerConfig::builder().with_safe_defaults().with_no_client_auth()
        .with_single_cert(certificates(plan.get("cert")), key).expect("a certificate");
    secure.alpn_protocols = plan.protocols();
    secure.max_early_data_size = u32::MAX;
    let mut config = ServerConfig::with_crypto(Arc::new(secure));
    config.transport_config(plan.transport()).use_retry(plan.has("retry"));
    let endpoint = Endpoint::server(config, plan.address()).expect("a socket");
    while let Some(connecting) = endpoint.accept().await {
        let (root, web) = (plan.get("root").to_string(), plan.get("alpn") == "hq-interop");
        tokio::spawn(async move {
            if let Ok(connection) = connecting.await {
                tokio::spawn(echo(connection.clone()));
                while let Ok((send, receive)) = connection.accept_bi().await {
                    tokio::spawn(reply(root.clone(), web, send, receive));
                }
            }
        });
    }
}

/// HTTP/0.9, or the protocol of requests and answers of wanted sizes.
async fn reply(root: String, web: bool, mut send: SendStream, receive: RecvStream) -> Result<(), Failure> {
    let asked = receive.read_to_end(1 << 24).await?;
    if web {
        let path = String::from_utf8_lossy(&asked[4..]).trim().to_string();
        send.write_all(&fs::read(root + &path)?).await?;
    } else {
        send.write_all(&vec![0; u32::from_be_bytes(asked[..4].try_into()?) as usize]).await?;
    }
    Ok(send.finish().await?)
}

async fn echo(connection: Connection) {
    while let Ok(datagram) = connection.read_datagram().await {
        let _ = connection.send_datagram(datagram);
    }
}

// -- client ---------------------------------------------------------------------------------------------------

async fn all(plans: Vec<Plan>) -> usize {
    let mut users: BTreeMap<String, Vec<Plan>> = BTreeMap::new();
    for plan in plans {
        users.entry(plan.get("user").into()).or_default().push(plan);
    }
    let failed = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = users.into_values().map(|plans| tokio::spawn(user(plans, failed.clone()))).collect();
    for task in tasks {
        let _ = task.await;
    }
    failed.load(Ordering::Relaxed)
}

async fn user(plans: Vec<Plan>, failed: Arc<AtomicUsize>) {
    let secure = client_config();
    for plan in plans {
        tokio::time::sleep(Duration::from_millis(plan.number("after"))).await;
        if let Err(error) = connect(&plan, &secure).await {
            println!("{:?}: {}", plan.options, error);
            if !plan.has("fails") {
                failed.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

/// One per user: it remembers the tickets.
fn client_config() -> rustls::ClientConfig {
    let mut roots = rustls::RootCertStore::empty();
    for authority in certificates(&env::var("NODE_EXTRA_CA_CERTS").expect("an authority")) {
        roots.add(&authority).expect("an authority");
    }
    let mut secure = rustls::ClientConfig::builder().with_safe_defaults().with_root_certificates(roots).with_no_client_auth();
    secure.key_log = Arc::new(rustls::KeyLogFile::new());
    secure.enable_early_data = true;
    secure
}

async fn connect(plan: &Plan, secure: &rustls::ClientConfig) -> Result<(), Failure> {
    let mut secure = secure.clone();
    secure.alpn_protocols = plan.protocols();
    let mut config = ClientConfig::new(Arc::new(secure));
    config.transport_config(plan.transport());
    if plan.has("version") {
        config.version(u32::from_str_radix(plan.get("version"), 16)?);
    }
    let any: SocketAddr = if plan.get("ip").contains(':') { "[::]:0" } else { "0.0.0.0:0" }.parse()?;
    let endpoint = Endpoint::client(any)?;
    let connecting = endpoint.connect_with(config, plan.address(), plan.get("host"))?;
    let connection = match connecting.into_0rtt() {
        Ok((connection, _)) => connection,
        Err(connecting) => {
            let patience = Duration::from_millis(if plan.has("timeout") { plan.number("timeout") } else { 10_000 });
            tokio::time::timeout(patience, connecting).await??
        }
    };
    for step in &plan.steps {
        take(step, &endpoint, &connection, any).await?;
    }
    connection.close(0u32.into(), b"");
    endpoint.wait_idle().await;
    Ok(())
}

async fn take(step: &[String], endpoint: &Endpoint, connection: &Connection, any: SocketAddr) -> Result<(), Failure> {
    match step[0].as_str() {
        "get" => {
            let tasks: Vec<_> = step[1].split(',').map(|path| format!("GET {}\r\n", path).into_bytes())
                .map(|question| tokio::spawn(exchange(connection.clone(), question))).collect();
            for task in tasks {
                task.await??;
            }
        }
        "ask" => {
            let mut question = vec![0; 4 + number(&step[1]) as usize];
            question[..4].copy_from_slice(&(number(&step[2]) as u32).to_be_bytes());
            exchange(connection.clone(), question).await?;
        }
        "wait" => tokio::time::sleep(Duration::from_millis(number(&step[1]))).await,
        "datagrams" => {
            for _ in 0..number(&step[1]) {
                connection.send_datagram(Bytes::from(vec![0; number(&step[2]) as usize]))?;
                tokio::time::sleep(Duration::from_millis(number(&step[3]))).await;
            }
        }
        "move" => endpoint.rebind(UdpSocket::bind(any)?)?,
        "update" => connection.force_key_update(),
        _ => return Err(step[0].clone().into()),
    }
    Ok(())
}

async fn exchange(connection: Connection, question: Vec<u8>) -> Result<(), Failure> {
    let (mut send, receive) = connection.open_bi().await?;
    send.write_all(&question).await?;
    send.finish().await?;
    receive.read_to_end(1 << 26).await?;
    Ok(())
}
