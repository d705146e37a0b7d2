import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2024',
    assetsInlineLimit: 0, // the page's policy allows fonts and styles from its own address only
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
  server: {
    port: 5173,
    proxy: { '/api': { target: server, ws: true } },
  },
});
