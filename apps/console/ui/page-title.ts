import { createContext, useContext, useEffect } from 'react';

/** Tells the shell what the page is called; the shell puts it into the title of the tab. */
export const PageTitleContext = createContext<(title: string | null) => void>(() => undefined);

/** The title of the page for as long as it is shown. */
export function usePageTitle(title: string): void {
  const setTitle = useContext(PageTitleContext);
  useEffect(() => {
    setTitle(title);
    return () => setTitle(null);
  }, [setTitle, title]);
}
