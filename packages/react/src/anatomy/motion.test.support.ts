/** Every transition of the components takes as long as this asks for: long enough to be seen running. */
export function slowTransitions(): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.tt-dropzone, .tt-gallery { --tt-duration: 60s; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** All of the page that moves, or would once its state changes: elements, what stands before and after. */
export function movingParts(): string[] {
  const waiting = [...document.body.querySelectorAll('*')].flatMap((element) =>
    ['', '::before', '::after'].flatMap((pseudo) => {
      const style = getComputedStyle(element, pseudo || null);
      const moves = style.animationName !== 'none' || takesTime(style);
      return moves ? [`${element.getAttribute('class')}${pseudo}`] : [];
    }),
  );
  const running = document.getAnimations().map(({ effect }) => {
    const { target, pseudoElement } = effect as KeyframeEffect;
    return `${target?.getAttribute('class')}${pseudoElement ?? ''} runs`;
  });
  return [...new Set([...waiting, ...running])].sort();
}

function takesTime({ transitionProperty, transitionDuration }: CSSStyleDeclaration): boolean {
  const durations = transitionDuration.split(', ').map(Number.parseFloat);
  return transitionProperty !== 'none' && durations.some((seconds) => seconds > 0);
}
