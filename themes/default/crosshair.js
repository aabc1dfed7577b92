// Points at the values of a line.
{
  let cross, at, said;
  const points = (svg) => [...svg.querySelectorAll(".hit circle")];
  const chart = (event) => event.target.closest("svg.line");
  const add = (to, html) => (to.insertAdjacentHTML("beforeend", html), to.lastElementChild);
  const hide = () => cross = cross?.remove();
  const show = (svg, index) => {
    hide();
    const all = points(svg);
    at = Math.max(0, Math.min(all.length - 1, index));
    const point = all[at], x = point.cx.baseVal.value;
    const { y, height } = svg.querySelector(".grid").getBBox();
    cross = add(svg, `<g class="cross"><path d="M${x} 20V${y + height}"/>${point.outerHTML}<text y="14">${point.firstChild.innerHTML}`);
    const label = cross.lastChild, half = label.getBBox().width / 2;
    label.setAttribute("x", Math.max(half, Math.min(x, svg.viewBox.baseVal.width - half)));
  };
  const follow = (event) => {
    const svg = chart(event);
    if (!svg) return hide();
    const { x } = new DOMPoint(event.clientX).matrixTransform(svg.getScreenCTM().inverse());
    const gaps = points(svg).map((point) => Math.abs(point.cx.baseVal.value - x));
    show(svg, gaps.indexOf(Math.min(...gaps)));
  };
  const step = (event) => {
    const svg = chart(event), way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!svg || !way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(svg, svg.contains(cross) ? at + way : -way * Infinity);
    said.textContent = cross.lastChild.textContent;
  };
  const greet = () => said ??= add(document.body, "<div class=said role=status>");
  const dress = ({ detail = document }) => (hide(), detail.querySelectorAll("svg.line").forEach((svg) => svg.tabIndex = 0));
  const on = { "throughline:exchanging": dress, pointermove: follow, pointerdown: follow, pointercancel: hide, focusin: greet, focusout: hide, keydown: step };
  for (const name in on) addEventListener(name, on[name]);
  dress({});
}
