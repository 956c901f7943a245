import './settings.css'
import { Button, NativeSelect, SegmentedControl, Switch } from '@mantine/core'
import { useState } from 'react'
import { type Language, languages } from '../../../electron/contract/languages.ts'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ShortcutList } from '../../frame/shortcut-list.tsx'
import { tourChoice } from '../../frame/tour.tsx'
import { letters } from '../../frame/use-letters.ts'
import { language, speak } from '../../text/language.ts'
import { text } from '../../text/text.ts'
import { type TextSize, textSizes } from '../../theme/text-sizes.ts'
import { useLook } from '../../theme/theme-provider.tsx'
import { type Density, densities, type ThemeName, themeNames } from '../../theme/tokens.ts'
import { About } from './about.tsx'

const { settings, shortcuts } = text

/** How the app looks and listens; needs no site. */
export function SettingsScreen() {
  return (
    <div className="page">
      <PageHead title={settings.title} lead={settings.lead} />
      <div className="settings">
        <Panel title={settings.look}>
          <Look />
        </Panel>
        <Panel title={settings.keys}>
          <Letters />
        </Panel>
        <Panel title={settings.tour}>
          <TourAgain />
        </Panel>
        <Panel title={shortcuts.title}>
          <ShortcutList />
        </Panel>
        <Panel title={settings.about}>
          <About />
        </Panel>
      </div>
    </div>
  )
}

function Look() {
  const { choice, setTheme, textSize, setTextSize, densityChoice, setDensity } = useLook()
  return (
    <div className="settings-fields">
      <div className="field">
        <span className="field-label" id="theme-choice">
          {settings.theme}
        </span>
        <SegmentedControl
          aria-labelledby="theme-choice"
          value={choice}
          onChange={(value) => setTheme(value as ThemeName | 'system')}
          data={(['system', ...themeNames] as const).map((value) => ({ value, label: settings.themes[value] }))}
        />
        <span className="field-note">{settings.themeNote}</span>
      </div>
      <NativeSelect
        label={settings.textSize}
        size="xs"
        value={String(textSize)}
        onChange={(event) => setTextSize(Number(event.currentTarget.value) as TextSize)}
        data={textSizes.map((size) => ({ value: String(size), label: settings.percent(size) }))}
      />
      <div className="field">
        <span className="field-label" id="density-choice">
          {settings.density}
        </span>
        <SegmentedControl
          aria-labelledby="density-choice"
          value={densityChoice}
          onChange={(value) => setDensity(value as Density | 'system')}
          data={(['system', ...densities] as const).map((value) => ({ value, label: settings.densities[value] }))}
        />
        <span className="field-note">{settings.densityNote}</span>
      </div>
      <NativeSelect
        label={settings.language}
        description={settings.languageNote}
        size="xs"
        value={language}
        onChange={(event) => speak(event.currentTarget.value as Language)}
        data={languages.map((value) => ({ value, label: settings.languages[value] }))}
      />
    </div>
  )
}

function Letters() {
  const [on, setOn] = useState(letters.areOn)
  return (
    <Switch
      label={settings.letters}
      description={settings.lettersNote}
      checked={on}
      onChange={(event) => {
        letters.set(event.currentTarget.checked)
        setOn(event.currentTarget.checked)
      }}
    />
  )
}

function TourAgain() {
  const [on, setOn] = useState(tourChoice.isOn)
  return (
    <div className="field">
      <p className="sub">{settings.tourNote}</p>
      {on ? (
        <p role="status">{settings.tourOn}</p>
      ) : (
        <Button
          variant="default"
          onClick={() => {
            tourChoice.set(true)
            setOn(true)
          }}
        >
          {settings.tourAgain}
        </Button>
      )}
    </div>
  )
}
