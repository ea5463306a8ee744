import type { Page } from "playwright-core";

/** What a reader without a mouse, without sight or with large fingers would stumble over on a page. Each is a sentence; none is what is wanted. */
export const obstacles = (page: Page, hitAreaPx: number): Promise<readonly string[]> =>
  page.evaluate(smallest => {
    const isShown = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const nameOf = (element: Element): string => {
      const labels = "labels" in element && element.labels instanceof NodeList ? [...element.labels].map(label => label.textContent) : [];
      return [element.getAttribute("aria-label"), ...labels, element.textContent, element.getAttribute("title")].join("").trim();
    };
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(isShown);
    const told = (element: Element): string => `${element.tagName.toLowerCase()} ${nameOf(element).slice(0, 20)}`;
    /** A click anywhere in these reaches the field inside. */
    const heightOf = (element: Element): number =>
      (element.closest("label, .ant-select, .adm-input") ?? element).getBoundingClientRect().height;
    const isInText = (element: Element): boolean => element.matches(".moment") || getComputedStyle(element).display === "inline";
    return [
      ...(document.querySelectorAll("h1").length === 1 ? [] : [`${document.querySelectorAll("h1").length} h1`]),
      ...(document.querySelectorAll("main").length === 1 ? [] : [`${document.querySelectorAll("main").length} main`]),
      ...(document.documentElement.lang === "" ? ["no language"] : []),
      ...(document.documentElement.scrollWidth > innerWidth ? [`scrolls sideways: ${document.documentElement.scrollWidth} px`] : []),
      ...controls.filter(control => nameOf(control) === "").map(control => `no name: ${control.outerHTML.slice(0, 80)}`),
      ...controls
        .filter(control => !isInText(control) && heightOf(control) < smallest && heightOf(control) > 0)
        .map(control => `${heightOf(control)} px high: ${told(control)}`),
    ];
  }, hitAreaPx);
