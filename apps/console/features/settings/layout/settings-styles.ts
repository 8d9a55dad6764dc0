// The styles of Mantine's components that the settings alone use: they load with them, see `theme/styles.ts`. Not to be used are
// those that write a <style> element, which the Content-Security-Policy refuses: Grid, SimpleGrid, and responsive style props.
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
