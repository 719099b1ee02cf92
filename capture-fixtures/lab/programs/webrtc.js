// One peer of a WebRTC call. webrtc.js answer|offer ADDRESS PORT FOLDER PLAN: descriptions are exchanged as files of a folder; PORT 0
// is any. PLAN is JSON: {"seconds", "sound": packets per second or 0, "picture": the same, "messages": per second, "size"}.
const fs = require("fs");
const { RTCPeerConnection, MediaStreamTrack, RtpPacket, RtpHeader } = require("werift");

const [role, address, port, folder, text] = process.argv.slice(2);
const plan = JSON.parse(text);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function read(name) {
  while (!fs.existsSync(`${folder}/${name}`)) await sleep(20);
  return JSON.parse(fs.readFileSync(`${folder}/${name}`));
}

function write(name, description) {
  fs.writeFileSync(`${folder}/${name}.new`, JSON.stringify({ type: description.type, sdp: description.sdp }));
  fs.renameSync(`${folder}/${name}.new`, `${folder}/${name}`);
}

function media(track, rate, smallest, largest) {
  let number = 0;
  return setInterval(() => {
    const size = smallest + Math.floor(Math.random() * (largest - smallest));
    const header = new RtpHeader({ sequenceNumber: number & 0xffff, timestamp: (number * 960) >>> 0, payloadType: 96, ssrc: 7 });
    number += 1;
    track.writeRtp(new RtpPacket(header, Buffer.alloc(size, number & 0xff)));
  }, 1000 / rate);
}

function talk(channel) {
  return setInterval(() => channel.send(Buffer.alloc(1 + Math.floor(Math.random() * plan.size), 0x61)), 1000 / plan.messages);
}

async function main() {
  const six = address.includes(":");
  const peer = new RTCPeerConnection({
    iceUseIpv4: !six, iceUseIpv6: six, iceServers: [], iceInterfaceAddresses: { [six ? "udp6" : "udp4"]: address },
    iceFilterCandidatePair: (pair) => pair.localCandidate.host === address,
    icePortRange: port === "0" ? undefined : [Number(port), Number(port) + 1],
  });
  const timers = [];
  const tracks = [["audio", plan.sound, 40, 160], ["video", plan.picture, 300, 1150]].filter(([, rate]) => rate);
  if (role === "offer") {
    for (const [kind, rate, smallest, largest] of tracks) {
      const track = new MediaStreamTrack({ kind });
      peer.addTransceiver(track, { direction: "sendrecv" });
      peer.connectionStateChange.subscribe((state) => state === "connected" && timers.push(media(track, rate, smallest, largest)));
    }
    if (plan.messages) {
      const channel = peer.createDataChannel("talk");
      channel.stateChanged.subscribe((state) => state === "open" && timers.push(talk(channel)));
    }
    await peer.setLocalDescription(await peer.createOffer());
    write("offer", peer.localDescription);
    await peer.setRemoteDescription(await read("answer"));
  } else {
    peer.onDataChannel.subscribe((channel) => channel.onMessage.subscribe((data) => channel.send(data)));
    peer.onTransceiverAdded.subscribe((transceiver) => transceiver.setDirection("recvonly"));
    await peer.setRemoteDescription(await read("offer"));
    await peer.setLocalDescription(await peer.createAnswer());
    write("answer", peer.localDescription);
  }
  let connected = peer.connectionState === "connected";
  peer.connectionStateChange.subscribe((state) => (connected = connected || state === "connected"));
  await sleep(plan.seconds * 1000);
  timers.forEach(clearInterval);
  await peer.close();
  if (!connected) console.log(peer.localDescription.sdp);
  process.exit(connected ? 0 : 1);
}

main();
