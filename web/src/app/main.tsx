// Begins: language and theme before anything is drawn, then the page.

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/index.css';
import { listenToKeys } from '../ui/hotkeys';
import { firstLanguage, setLanguage, useLanguage, whenLanguageTurns } from '../ui/language';
import { whenSignedOut } from './api';
import { whenBack } from './live';
import { router } from './router';
import { forget, queries } from './session';
import { applyTheme } from './theme';
import { followNotifications, keepForOffline } from './worker';

applyTheme();
listenToKeys();
keepForOffline();
followNotifications((path) => void router.navigate({ href: path }));
whenLanguageTurns(() => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' }));
// What could not be read is read again by itself.
whenBack(() => void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' }));
whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (['/sign-in', '/first-run', '/forgotten-password', '/new-password'].includes(pathname)) return;
  forget();
  void router.navigate({ to: '/sign-in', search: pathname === '/' ? {} : { to: href } });
});

/** Everything is drawn anew when the language changes: messages are read where they are shown. */
function Page() {
  return <RouterProvider key={useLanguage()} router={router} />;
}

await setLanguage(firstLanguage(), false);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Page />
    </QueryClientProvider>
  </StrictMode>,
);
