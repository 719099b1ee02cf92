# Follows the plan of visits.py with Net::HTTP, one thread and connection per host: client.rb PLAN AUTHORITY VERSION.
require "net/http"

plan, authority, version = ARGV
connections = {}
together = Hash.new { |hash, key| hash[key] = [] }

def connect(uri, authority, version)
  http = Net::HTTP.new(uri.host, uri.port)
  http.use_ssl = true
  http.ca_file = authority
  http.min_version = http.max_version = version
  http.keep_alive_timeout = 20
  http.start
end

File.foreach(plan, chomp: true) do |line|
  method, url, size, header = line.split("\t")
  if method != "WAIT"
    together[URI(url).host] << [method, URI(url), size.to_i, header]
    next
  end
  together.map do |host, requests|
    Thread.new do
      connections[host] ||= connect(requests[0][1], authority, version)
      requests.each do |verb, uri, bytes, extra|
        name, value = extra.split(": ", 2)
        connections[host].send_request(verb, uri.request_uri, bytes.zero? ? nil : "x" * bytes, value ? { name => value } : {})
      end
    end
  end.each(&:join)
  together.clear
  sleep url.to_f
end
connections.each_value(&:finish)
