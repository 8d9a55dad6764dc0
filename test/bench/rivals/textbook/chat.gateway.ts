import { UsePipes, ValidationPipe } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import { jwtVerify } from 'jose';
import type { Socket } from 'socket.io';

import { JoinDto, SendMessageDto } from './messages.dto.ts';
import { MessagesService } from './messages.service.ts';

const key = new TextEncoder().encode(process.env.JWT_SECRET);

/** A gateway as the documentation of Nest shows it. */
@UsePipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }))
@WebSocketGateway()
export class ChatGateway implements OnGatewayConnection<Socket> {
  constructor(private readonly messages: MessagesService) {}

  async handleConnection(socket: Socket): Promise<void> {
    try {
      const { payload } = await jwtVerify(String(socket.handshake.auth.token), key);
      socket.data.userId = payload.sub;
    } catch {
      socket.disconnect(true);
    }
  }

  @SubscribeMessage('join')
  async join(@ConnectedSocket() socket: Socket, @MessageBody() { conversationId }: JoinDto): Promise<object> {
    await socket.join(conversationId);
    return { ok: true, data: {} };
  }

  @SubscribeMessage('message.send')
  async send(@ConnectedSocket() socket: Socket, @MessageBody() input: SendMessageDto): Promise<object> {
    const message = await this.messages.create(socket.data.userId as string, input);
    socket.to(input.conversationId).emit('message.created', message);
    return { ok: true, data: { seq: message.seq, at: message.at } };
  }
}
