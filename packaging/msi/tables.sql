CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('Path', '=-*PATH', '[~];[BinDir]', 'Choices')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('WriteEnvironmentStrings', '', 5200)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RemoveEnvironmentStrings', '', 3300)
INSERT INTO `Property` (`Property`, `Value`) VALUES ('MsiHiddenProperties', 'INVITE;SERVICEPASSWORD;Prepare;CustomActionData')
UPDATE `CustomAction` SET `Type` = 11265 WHERE `Action` = 'Prepare'
UPDATE `CustomAction` SET `Type` = 8243 WHERE `Action` = 'SetPrepare'
UPDATE `CustomAction` SET `Type` = 1 WHERE `Action` = 'Check'
UPDATE `CustomAction` SET `Type` = 3442 WHERE `Action` = 'RollbackFirewall'
UPDATE `Property` SET `Value` = 'INVITE;JAVAHOME;OLDINSTALLDIR;OLDSERVICEACCOUNT;OLDSTATEDIR;SERVICEACCOUNT;SERVICEPASSWORD;STATEDIR;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED' WHERE `Property` = 'SecureCustomProperties'
