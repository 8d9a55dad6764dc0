import { Random } from '../random.ts';
import { ChaosBus } from './chaos-bus.ts';
import { RespSplitter } from './resp-splitter.ts';

const message = (text: string) => `>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$${text.length}\r\n${text}\r\n`;
const certain = { drop: 0, double: 0, swap: 0 };

function pass(bus: ChaosBus, text: string): string {
  return Buffer.concat(bus.filter()(Buffer.from(text))).toString();
}

function chaotic(change: Partial<typeof certain>): ChaosBus {
  const bus = new ChaosBus();
  bus.chaos = { random: new Random('1'), ...certain, ...change };
  return bus;
}

describe('RespSplitter', () => {
  const replies = [
    '+OK\r\n',
    message('hello'),
    '%1\r\n+a\r\n*2\r\n:1\r\n_\r\n',
    '$-1\r\n',
    '*0\r\n',
    '$4\r\n\r\n\r\n\r\n',
  ];

  it('cuts a stream into replies, wherever the pieces of the stream end', () => {
    const stream = Buffer.from(replies.join(''));
    for (let size = 1; size <= stream.length; size += 1) {
      const splitter = new RespSplitter();
      const cut: string[] = [];
      for (let at = 0; at < stream.length; at += size)
        cut.push(...splitter.push(stream.subarray(at, at + size)).map(String));
      expect(cut).toEqual(replies);
    }
  });
});

describe('ChaosBus', () => {
  it('leaves everything as it is while there is no chaos', () => {
    expect(pass(new ChaosBus(), `+OK\r\n${message('a')}${message('b')}`)).toBe(`+OK\r\n${message('a')}${message('b')}`);
  });

  it('drops messages and nothing else', () => {
    expect(pass(chaotic({ drop: 1 }), `+OK\r\n${message('a')}:1\r\n`)).toBe('+OK\r\n:1\r\n');
  });

  it('doubles messages', () => {
    expect(pass(chaotic({ double: 1 }), message('a') + message('b'))).toBe(message('a') + message('b') + message('a'));
  });

  it('lets messages change places', () => {
    const bus = chaotic({ swap: 1 });
    const filter = bus.filter();
    expect(filter(Buffer.from(message('a')))).toEqual([]);
    bus.chaos = null;
    expect(Buffer.concat(filter(Buffer.from(message('b')))).toString()).toBe(message('b') + message('a'));
  });
});
