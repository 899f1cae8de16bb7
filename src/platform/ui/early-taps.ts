/**
 * What was tapped between the moment a page was seen and the moment its script ran: on a slow phone that is half a
 * second, in which a button that only script knows would do nothing. `app.html` keeps those buttons, each once however
 * often it was tapped; links and forms that the browser itself sends are left to the browser.
 */
type WithTaps = { earlyTaps?: ReadonlySet<Pick<HTMLElement, 'isConnected' | 'click'> | null> }

/** Does now what was tapped too early, and keeps nothing more. Called when everything on the page works. */
export function replayEarlyTaps(page: WithTaps = window as WithTaps): void {
  const kept = page.earlyTaps
  delete page.earlyTaps
  for (const button of kept ?? []) if (button?.isConnected) button.click()
}
