import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './dialog.module.css';
import { uiMessages as texts } from './ui.messages.ts';
import { useReturnedFocus } from './use-returned-focus.ts';

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Closes by its buttons alone: what it shows is not shown again. */
  isSticky?: boolean;
  size?: 'md' | 'lg';
  children: ReactNode;
}

/** The page scrolls inside, so nothing has to be locked; locking would add a <style> element, which our policy refuses. */
export function Dialog({ isOpen, onClose, title, isSticky = false, size = 'md', children }: DialogProps) {
  useReturnedFocus(isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={size}
      centered
      lockScroll={false}
      returnFocus={false}
      withCloseButton={!isSticky}
      closeOnClickOutside={!isSticky}
      closeOnEscape={!isSticky}
      closeButtonProps={{ 'aria-label': texts.close }}
      classNames={{ title: classes.title, body: classes.body, content: classes.content, header: classes.header }}
      transitionProps={{ transition: 'fade', duration: 120 }}
    >
      {children}
    </Modal>
  );
}
