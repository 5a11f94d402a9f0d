import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** Of a delivery: the connection is made, the sender named, the first line of the message sent, the last. */
export type Moment = 'greeting' | 'MAIL' | 'body' | 'end';

/** A mail server that at one moment of a delivery does what `then` does, and behaves well before. */
export async function brokenServer(
  moment: Moment,
  then: (socket: Socket) => void,
): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    let body = false;
    const answer = (at: Moment | null, reply: string) =>
      at === moment ? then(socket) : socket.write(`${reply}\r\n`);
    answer('greeting', '220 broken');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (body && moment === 'body') then(socket);
        else if (body && line === '.') answer('end', '250 OK');
        else if (body) continue;
        else if (line === 'DATA') {
          body = true;
          socket.write('354 go on\r\n');
        } else answer(line.startsWith('MAIL') ? 'MAIL' : null, '250 OK');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
