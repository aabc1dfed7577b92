//! The address: which port is free, and by which names the server may be asked.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

use anyhow::Context;

/// How many ports are tried after the one that was asked for.
const TRIES: u16 = 100;

/// A listener on a port of its own.
#[derive(Debug)]
pub struct Bound {
    pub(super) listener: TcpListener,
    address: SocketAddr,
    host: String,
}

/// Whether another port will do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ports {
    /// The next free one where the port is busy.
    NextFree,
    /// This one or none.
    Only,
}

/// Binds a host and a port; port 0 is any free one.
///
/// # Errors
///
/// Where the host is unknown, or no port is free.
pub fn bind(host: &str, port: u16, ports: Ports) -> anyhow::Result<Bound> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let last = match ports {
        Ports::NextFree => port.saturating_add(TRIES),
        Ports::Only => port,
    };
    for port in port..=last {
        match listen(host, port) {
            Ok(listener) => {
                let address = listener.local_addr().context("cannot read the port")?;
                return Ok(Bound { listener, address, host: host.to_owned() });
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse && port < last => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on {host} port {port}"));
            }
        }
    }
    anyhow::bail!("cannot listen on {host}: every port from {port} to {last} is busy")
}

fn listen(host: &str, port: u16) -> std::io::Result<TcpListener> {
    // `localhost` may be two addresses; browsers try both, so the older one will do.
    let mut addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    addresses.sort_by_key(SocketAddr::is_ipv6);
    let listener = TcpListener::bind(addresses.as_slice())?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

impl Bound {
    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns the address of the site below the path `base`, as a browser on this machine needs it.
    pub fn url(&self, base: &str) -> String {
        let host = match self.address.ip() {
            ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
            IpAddr::V6(ip) => format!("[{ip}]"),
            IpAddr::V4(ip) => ip.to_string(),
        };
        format!("http://{host}:{}{base}", self.port())
    }

    pub(super) fn names(&self) -> Names {
        Names { host: self.host.to_lowercase(), any_ip: self.address.ip().is_unspecified() }
    }
}

/// The names by which the server may be asked.
#[derive(Clone, Debug)]
pub(super) struct Names {
    host: String,
    any_ip: bool,
}

impl Names {
    /// Returns whether a `Host` header names this server. A name that someone else owns could point
    /// here, an address in digits could not.
    pub(super) fn allow(&self, header: &str) -> bool {
        let host = match header.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((ip, _)) => ip,
            None => header.split(':').next().unwrap_or_default(),
        }
        .to_lowercase();
        let is_ip = host.parse::<IpAddr>().is_ok();
        matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1")
            || host == self.host
            || (self.any_ip && is_ip)
    }
}
