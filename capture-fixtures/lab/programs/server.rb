# Files of a folder, and uploads that are thrown away, by WEBrick: server.rb ADDRESS CERTIFICATES KEY FOLDER.
require "webrick"
require "webrick/https"

address, certificates, key, folder = ARGV
leaf, *chain = File.read(certificates).scan(/-----BEGIN.*?END CERTIFICATE-----\n/m).map { |text| OpenSSL::X509::Certificate.new(text) }
server = WEBrick::HTTPServer.new(BindAddress: address, Port: 443, DocumentRoot: folder, SSLEnable: true, SSLCertificate: leaf,
                                 SSLExtraChainCert: chain, SSLPrivateKey: OpenSSL::PKey.read(File.read(key)), AccessLog: [])
server.mount_proc("/in") { |request, response| response.body = "#{request.body.to_s.size}\n" }
server.start
