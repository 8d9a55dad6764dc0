import { Button, Textarea } from '@mantine/core';
import { IconCornerDownLeft } from '@tabler/icons-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';

import { isSendKey, judgeDraft } from '#chat-view';

import { conversationMessages as texts } from '../conversation.messages.ts';
import classes from './composer.module.css';
import type { Mode } from './use-draft.ts';

interface WritingProps {
  mode: Mode;
  /** Of the visitor. */
  name: string;
  draft: string;
  onEdit: (draft: string) => void;
  onSend: (text: string) => void;
}

export function Writing({ mode, name, draft, onEdit, onSend }: WritingProps) {
  const hintId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const isReply = mode === 'reply';
  const { sendable, left } = judgeDraft(draft);
  useFocusOnDesktop(field);

  const send = () => {
    if (sendable !== null) onSend(sendable);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSendKey(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };

  return (
    <>
      <Textarea
        ref={field}
        variant="unstyled"
        classNames={{ input: classes.input }}
        autosize
        minRows={2}
        maxRows={12}
        // Empty, the hint stands where the page's direction wants it.
        dir={draft === '' ? undefined : 'auto'}
        value={draft}
        onChange={(event) => onEdit(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        aria-label={isReply ? texts.replyTo(name) : texts.noteLabel}
        aria-describedby={hintId}
        aria-invalid={left !== null && left < 0}
        placeholder={isReply ? texts.replyHint(name) : texts.noteHint}
      />
      <div className={classes.foot}>
        <Hint id={hintId} left={left} />
        <Button
          className={classes.send}
          data-mode={mode}
          disabled={sendable === null}
          onClick={send}
          rightSection={<IconCornerDownLeft size={14} />}
        >
          {isReply ? texts.send : texts.addNote}
        </Button>
      </div>
    </>
  );
}

/** On a phone it would open the keyboard over the conversation. */
function useFocusOnDesktop(field: { current: HTMLTextAreaElement | null }): void {
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
  }, [field]);
}

function Hint({ id, left }: { id: string; left: number | null }) {
  if (left === null) {
    return (
      <span id={id} className={classes.hint}>
        {texts.keys}
      </span>
    );
  }
  return (
    <output id={id} className={classes.count} data-over={left < 0 || undefined}>
      {left < 0 ? texts.tooLong(-left) : texts.charactersLeft(left)}
    </output>
  );
}
