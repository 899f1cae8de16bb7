/**
 * What passwords in a Dutch school are mostly made of: words, seasons, months, first guesses. A password that
 * consists of nothing but these, with figures and signs around them, is one of the first a guesser tries
 * (`Welkom2026!`, `zomervakantie-1`). Letters only: figures that stand for letters are translated first.
 */
export const COMMON_WORDS = [
  ...'welkom wachtwoord password passwoord paswoord geheim secret admin administrator beheer beheerder'.split(' '),
  ...'login inloggen toegang gebruiker user test tester letmein changeme default root master guest gast'.split(' '),
  ...'samenspel school schooltje basisschool middelbare schoolleider directeur directie leraar leerkracht docent'.split(
    ' '
  ),
  ...'juf juffrouw meester meneer mevrouw klas groep leerling kinderen kind onderwijs bord bordsessie team'.split(' '),
  ...'lente voorjaar zomer herfst najaar winter vakantie weekend spring summer autumn holiday'.split(' '),
  ...'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
  ...'january february march may june july august october'.split(' '),
  ...'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag'.split(' '),
  ...'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
  ...'ajax feyenoord psv utrecht amsterdam rotterdam nederland holland voetbal football'.split(' '),
  ...'liefde love iloveyou ikhouvanjou schatje hallo hello dag hoi lekker mooi prinses princess zonnetje'.split(' '),
  ...'bloem vlinder hond kat poes paard dolfijn monkey dragon sunshine baseball shadow superman batman'.split(' '),
  ...'ik ben de het een mijn my is and en van voor the'.split(' '),
  ...'qwerty qwertyuiop azerty qwertz asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz wsx edc qazwsx qwe asd zxc'.split(
    ' '
  ),
  ...'abc abcd abcde abcdef abcdefg abcdefgh abcdefghij'.split(' ')
]
