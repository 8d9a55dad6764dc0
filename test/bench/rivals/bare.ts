import { createServer } from 'node:http';

import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

/**
 * Socket.IO with its Redis adapter and nothing else: no authentication, nothing validated, nothing stored. What is lost on
 * the way stays lost. This is the floor of what a message between two instances costs.
 */
const publisher = new Redis(process.env.REDIS_URL ?? '');
const subscriber = publisher.duplicate();

const http = createServer((_request, response) => response.end());
const io = new Server(http, { adapter: createAdapter(publisher, subscriber), serveClient: false });

interface Message {
  conversationId: string;
  clientId: string;
  text: string;
}

type Ack = (answer: { ok: true; data: object }) => void;

io.on('connection', (socket) => {
  socket.on('join', async ({ conversationId }: Message, ack: Ack) => {
    await socket.join(conversationId);
    ack({ ok: true, data: {} });
  });
  socket.on('message.send', (message: Message, ack: Ack) => {
    const at = new Date().toISOString();
    socket.to(message.conversationId).emit('message.created', { ...message, actor: { id: socket.id }, at });
    ack({ ok: true, data: { at } });
  });
});

http.listen(Number(process.env.PORT), process.env.HOST);
