import { IsString, IsUUID, Length } from 'class-validator';

export class JoinDto {
  @IsUUID()
  conversationId!: string;
}

export class SendMessageDto {
  @IsUUID()
  conversationId!: string;

  @IsUUID()
  clientId!: string;

  @IsString()
  @Length(1, 10_000)
  text!: string;
}
