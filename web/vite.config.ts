import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:8080';

/** Tells the service worker which files make the page, so that every part of it opens without a network. */
const listForOffline: Plugin = {
  name: 'list-for-offline',
  enforce: 'post',
  generateBundle: {
    order: 'post', // once the entry that is left without a line has been taken out
    handler(_, bundle) {
      const files = Object.keys(bundle).filter((name) => /\.(js|css|woff2)$/.test(name));
      this.emitFile({ type: 'asset', fileName: 'offline.json', source: JSON.stringify(files.map((name) => `/${name}`)) });
    },
  },
};

export default defineConfig({
  plugins: [react(), listForOffline],
  build: {
    target: 'es2024',
    assetsInlineLimit: 0, // the page's policy allows fonts and styles from its own address only
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'page', tags: ['$initial'] }, // what every place needs anyhow comes as one file, which packs better than forty
          ],
        },
      },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
  server: {
    port: 5173,
    proxy: { '/api': { target: server, ws: true } },
  },
});
