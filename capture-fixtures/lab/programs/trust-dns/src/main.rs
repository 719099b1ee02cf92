//! A machine's own resolver, by trust-dns-resolver: questions come over UDP and go to port 443 of a host.
//!
//!   peer https|tls|quic HOST ADDRESS LISTEN
use std::{env, fs::File, io::BufReader, net::SocketAddr, sync::Arc, time::Duration};

use rustls::{Certificate, ClientConfig, KeyLogFile, RootCertStore};
use tokio::net::UdpSocket;
use trust_dns_resolver::config::{NameServerConfig, Protocol, ResolverConfig, ResolverOpts};
use trust_dns_resolver::error::ResolveErrorKind;
use trust_dns_resolver::proto::op::{Message, MessageType, ResponseCode};
use trust_dns_resolver::proto::serialize::binary::BinDecodable;
use trust_dns_resolver::{TokioAsyncResolver, TokioHandle};

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(serve(&arguments[1], &arguments[2], &arguments[3], &arguments[4]));
}

async fn serve(protocol: &str, host: &str, address: &str, listen: &str) {
    let resolver = TokioAsyncResolver::new(config(protocol, host, address), options(), TokioHandle).unwrap();
    let socket = Arc::new(UdpSocket::bind(format!("{listen}:53")).await.unwrap());
    let mut bytes = [0; 4096];
    loop {
        let (length, asker) = socket.recv_from(&mut bytes).await.unwrap();
        if let Ok(question) = Message::from_bytes(&bytes[..length]) {
            let (resolver, socket) = (resolver.clone(), socket.clone());
            tokio::spawn(async move {
                let answer = answer(&resolver, question).await.to_vec().unwrap();
                let _ = socket.send_to(&answer, asker).await;
            });
        }
    }
}

async fn answer(resolver: &TokioAsyncResolver, question: Message) -> Message {
    let query = question.queries()[0].clone();
    let mut answer = Message::new();
    answer.set_id(question.id()).set_message_type(MessageType::Response);
    answer.set_recursion_desired(true).set_recursion_available(true).add_query(query.clone());
    match resolver.lookup(query.name().clone(), query.query_type()).await {
        Ok(found) => {
            answer.add_answers(found.records().iter().cloned());
        }
        Err(error) => {
            answer.set_response_code(match error.kind() {
                ResolveErrorKind::NoRecordsFound { response_code, .. } => *response_code,
                other => {
                    eprintln!("{}: {other}", query.name());
                    ResponseCode::ServFail
                }
            });
        }
    }
    answer
}

fn options() -> ResolverOpts {
    let mut options = ResolverOpts::default();
    options.edns0 = true;
    options.timeout = Duration::from_secs(4);
    options.positive_max_ttl = Some(Duration::from_secs(4));
    options.negative_max_ttl = Some(Duration::from_secs(4));
    options
}

fn config(protocol: &str, host: &str, address: &str) -> ResolverConfig {
    let mut config = ResolverConfig::new();
    config.add_name_server(NameServerConfig {
        socket_addr: SocketAddr::new(address.parse().unwrap(), 443),
        protocol: match protocol {
            "https" => Protocol::Https,
            "tls" => Protocol::Tls,
            _ => Protocol::Quic,
        },
        tls_dns_name: Some(host.into()),
        trust_nx_responses: true,
        tls_config: None,
        bind_addr: None,
    });
    config.set_tls_client_config(Arc::new(secure()));
    config
}

fn secure() -> ClientConfig {
    let mut roots = RootCertStore::empty();
    let mut file = BufReader::new(File::open(env::var("NODE_EXTRA_CA_CERTS").unwrap()).unwrap());
    for certificate in rustls_pemfile::certs(&mut file).unwrap() {
        roots.add(&Certificate(certificate)).unwrap();
    }
    let mut secure = ClientConfig::builder().with_safe_defaults().with_root_certificates(roots).with_no_client_auth();
    secure.key_log = Arc::new(KeyLogFile::new());
    secure
}
