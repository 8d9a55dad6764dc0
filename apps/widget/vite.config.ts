import { defaultClientConditions, defineConfig } from 'vite';

const pages = '../../dist/pages';

/**
 * One app, two builds: the chat that runs in a frame (`widget/`), and the loader that sites paste (`widget.js`), a single
 * script without imports. The demo page is static and travels with the loader.
 */
export default defineConfig({
  base: './',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  environments: {
    client: {
      build: { outDir: `${pages}/widget`, emptyOutDir: true, copyPublicDir: false },
    },
    loader: {
      consumer: 'client',
      build: {
        outDir: pages,
        // The folder is shared with the other pages.
        emptyOutDir: false,
        copyPublicDir: true,
        rolldownOptions: {
          input: 'src/loader/main.ts',
          output: { format: 'iife', entryFileNames: 'widget.js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'loader']) await builder.build(builder.environments[name]!);
    },
  },
});
