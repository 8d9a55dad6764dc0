import { ActionIcon, Button, createTheme, InputWrapper, Menu, Tooltip } from '@mantine/core';

/** Behaviour and shapes; the colours stand in `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'teal',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    InputWrapper: InputWrapper.extend({ defaultProps: { labelProps: { mb: 4 } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true } }),
  },
});
