import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  // Libraries are bundled from their TypeScript sources, whether or not `dist` is built.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: '../../dist/pages/console',
    emptyOutDir: true,
    // What changes with every release stands apart from what a browser may keep; what the first screen does not need, too.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, tags: ['$initial'] },
            { name: 'vendor', test: /node_modules\//, tags: ['$initial'] },
          ],
        },
      },
    },
  },
});
