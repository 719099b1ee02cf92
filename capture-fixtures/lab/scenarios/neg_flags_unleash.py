"""
Feature flags by unleash-client: programs register, ask again and again whether flags have changed (304 or some kB), and post what they
have counted; short exchanges in pairs over HTTP/1.1, no DNS.
"""
import json

from lab.apps import node, seed
from lab.webservers import apache

NEEDS = ["node", "npm:unleash-client", "apache2"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6", "path=lossy changes=on"]
SETTINGS = ("Redirect 202 /api/client/register\nRedirect 202 /api/client/metrics\nKeepAliveTimeout 8\n"
            "<Location /api>\nForceType application/json\n</Location>")
CLIENT = """
const { Unleash } = require('unleash-client');
const [base, name, seconds, every, folder, seed] = process.argv.slice(2);
let state = Number(seed);
const random = (low, high) => { state = (state * 48271) % 2147483647; return low + state % (high - low + 1); };
const unleash = new Unleash({ url: `${base}/api/`, appName: name, instanceId: `${name}-${random(1, 99)}`, backupPath: folder, jitter: 100,
  refreshInterval: Number(every), metricsInterval: Number(every) * 2 - 300,
  customHeaders: { Authorization: `default:${random(1, 1e9)}` } });
let ready = false;
unleash.on('synchronized', () => { ready = true; });
unleash.on('error', error => console.log(error.message));
const asking = setInterval(() => {
  for (let n = random(1, 6); n > 0; n--) unleash.isEnabled(`flag-${random(1, 12)}`, { userId: String(random(1, 500)) });
}, 90);
setTimeout(() => { clearInterval(asking); unleash.destroy(); process.exit(ready ? 0 : 1); }, seconds * 1000);
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web")]
    apache(lab, *hosts, settings=SETTINGS)
    for host in hosts:
        flags(lab, host)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", f"unleash-client, flags and counts, {variant.text}", must=["tls", host.name])
    clients = []
    for number, host in enumerate(hosts * 3):
        every, folder = lab.random.randint(900, 2200), lab.temp / f"flags{number}"
        folder.mkdir()
        what = (f"https://{host}", lab.world.word(), lab.random.randint(15, 22), every, folder, seed(lab))
        clients.append(node(lab, CLIENT, *what, start=True))
    for _ in range(5 if variant.changes else 1):
        lab.pause(2, 3)
        flags(lab, lab.random.choice(hosts))
    for client in clients:
        lab.finish(client, timeout=60)


def flags(lab, host):
    """What the server says of flags from now on."""
    strategies = ({"name": "default"},
                  {"name": "flexibleRollout", "parameters": {"rollout": "40", "stickiness": "default", "groupId": "g"}},
                  {"name": "userWithId", "parameters": {"userIds": ",".join(str(lab.random.randint(1, 500)) for _ in range(9))}})
    features = [{"name": f"flag-{n}", "type": "release", "enabled": lab.random.random() < 0.6,
                 "strategies": [lab.random.choice(strategies)]}
                for n in range(1, lab.random.randint(6, 13))]
    lab.write(f"www/{host}/api/client/features", json.dumps({"version": 2, "features": features}))
