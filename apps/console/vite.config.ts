import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  // Libraries are bundled from their TypeScript sources, whether or not `dist` is built.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { outDir: '../../dist/pages/console', emptyOutDir: true },
});
