"""git over HTTPS against nginx: clone, fetch and push by the smart protocol, and the dumb protocol of files."""
from lab.servers import nginx
from lab.tools import find, sh

NEEDS = ["nginx", "git", "fcgiwrap", "git-http-backend"]
SET = "tune"
VARIANTS = ["tls=1.3 http=2 path=near", "tls=1.2 http=1.1 ip=6 path=lossy"]
FIXTURES = {"git-https": ("fixture=dumb", "git fetches over HTTPS: many small requests, then a pack.")}
SMART = """location ~ /.*\\.git/(info/refs|git-upload-pack|git-receive-pack)$ {{
  fastcgi_pass unix:{socket}; fastcgi_param SCRIPT_FILENAME {backend};
  fastcgi_param GIT_PROJECT_ROOT {root}; fastcgi_param PATH_INFO $uri; fastcgi_param REMOTE_USER lab;
  fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param CONTENT_TYPE $content_type;
  fastcgi_param HTTP_GIT_PROTOCOL $http_git_protocol; fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding; }}"""


def run(lab, variant):
    host = lab.host()
    (lab.temp / "www" / host.name).mkdir(parents=True)
    for name in ("one", "two"):
        repository(lab, host, name)
    settings = f"ssl_protocols TLSv{variant.tls or '1.3'}; "
    if not variant.fixture:
        lab.serve("fcgiwrap", "-c", "3", "-s", f"unix:{lab.path('socket')}", env={"HOME": lab.path("")})
        settings += SMART.format(socket=lab.path("socket"), backend=find("git-http-backend"), root=lab.path(f"www/{host}"))
    nginx(lab, host, settings=settings, http2=variant.http != "1.1")
    lab.capture()
    protocol = "https/h1" if variant.http == "1.1" else "https/h2"
    lab.label(host, protocol, f"git, {'dumb' if variant.fixture else 'smart'} protocol", must=["tls", host.name])
    if variant.fixture:
        git(lab, "clone", "-q", f"https://{host}/one.git", lab.path("copy"))
    else:
        work(lab, host)


def git(lab, *arguments):
    lab.client("git", *arguments, env={"GIT_CONFIG_NOSYSTEM": "1", "GIT_SSL_CAINFO": lab.ca, "GIT_TERMINAL_PROMPT": "0"}, timeout=40)


def commit(lab, folder, size):
    (lab.temp / folder / f"file{lab.random.randint(0, 10**6)}").write_bytes(lab.random.randbytes(size))
    sh("git", "-C", lab.path(folder), "add", ".")
    sh("git", "-C", lab.path(folder), "-c", "user.name=e", "-c", "user.email=e@mail.example", "commit", "-qm",
       f"change {lab.random.randint(0, 999)}")


def repository(lab, host, name):
    bare = lab.path(f"www/{host}/{name}.git")
    sh("git", "init", "-q", "-b", "main", lab.path(name))
    for _ in range(lab.random.randint(3, 8)):
        commit(lab, name, lab.random.randint(200, 60_000))
    sh("git", "clone", "-q", "--bare", lab.path(name), bare)
    sh("git", "-C", bare, "update-server-info")
    lab.write(f"www/{host}/{name}.git/git-daemon-export-ok", "")
    sh("git", "-C", bare, "config", "http.receivepack", "true")
    sh("git", "-C", bare, "config", "gc.auto", "0")


def work(lab, host):
    """A working day: clones, looks for news that are not there, changes pushed from one place and pulled at another."""
    for name in ("one", "two"):
        git(lab, "clone", "-q", f"https://{host}/{name}.git", lab.path("copy-" + name))
        lab.pause(0.2, 1)
    git(lab, "clone", "-q", "--depth", "1", f"https://{host}/one.git", lab.path("other"))
    for _ in range(3):
        git(lab, "ls-remote", "-q", f"https://{host}/two.git")
        commit(lab, "copy-one", lab.random.randint(500, 200_000))
        git(lab, "-C", lab.path("copy-one"), "push", "-q")
        lab.pause(0.3, 1.5)
        git(lab, "-C", lab.path("other"), "pull", "-q")
        git(lab, "-C", lab.path("copy-two"), "fetch", "-q")
