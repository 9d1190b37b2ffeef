import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: `${root}web`,
  plugins: [react()],
  resolve: { alias: [{ find: /^#/, replacement: root }] },
  build: { outDir: `${root}dist/web`, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2500 },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:8080', '/socket.io': { target: 'http://127.0.0.1:8080', ws: true } },
  },
});
