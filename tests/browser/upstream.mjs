// The API behind the gateway: echoes, streams, sends events. Prints its port.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

let aborted = 0;

const answers = {
  // One line, and the next when the test says so by /next: what arrives early was not kept back.
  '/v1/stream': (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.write('first\n');
    response.on('close', () => response.writableFinished || aborted++);
    waiting.add(response);
  },
  '/v1/next': (request, response) => {
    for (const stream of waiting) stream.end('second\n');
    waiting.clear();
    response.end();
  },
  '/v1/aborted': (request, response) => response.end(String(aborted)),
  // Two events for each connection; the second connection says where the first one stopped.
  '/v1/events': (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const after = Number(request.headers['last-event-id'] ?? 0);
    response.write('retry: 10\n\n');
    for (const id of [after + 1, after + 2]) {
      response.write(`id: ${id}\nevent: tick\ndata: {"n":${id},\ndata: "workspace":"${request.headers['x-workspace-slug']}"}\n\n`);
    }
    response.end();
  },
};
const waiting = new Set();

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://upstream');
  const answer = answers[pathname];
  if (answer) return answer(request, response);
  let body = '';
  request.on('data', (piece) => (body += piece));
  request.on('end', () => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ method: request.method, path: request.url, headers: request.headers, body }));
  });
});
// A WebSocket that sends back each short text with the workspace before it (RFC 6455).
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
  );
  socket.on('error', () => socket.destroy());
  socket.on('data', (frame) => {
    const [opcode, length, mask] = [frame[0] & 15, frame[1] & 127, frame.subarray(2, 6)];
    if (opcode === 8) return socket.end(Buffer.from([0x88, 0]));
    const text = frame.subarray(6, 6 + length).map((byte, at) => byte ^ mask[at % 4]);
    const back = Buffer.from(`${request.headers['x-workspace-slug']}: ${text}`);
    socket.write(Buffer.concat([Buffer.from([0x81, back.length]), back]));
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
